"""Words around names, as data: what is printed before or after a name and is no part of it.

All folded (lower case, no accents, no points), as `people.names.fold` leaves them.
"""

# Forms of address, ranks, religious and academic titles, in English, Persian and Arabic use.
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "eng", "engineer", "sir", "dame"}
    | {"lord", "lady", "baron", "baroness", "he", "his", "her", "excellency", "hon", "honorable"}
    | {"honourable", "rt", "right", "the", "reverend", "rev", "imam", "president", "minister"}
    | {"secretary", "senator", "representative", "congressman", "congresswoman", "ambassador"}
    | {"chancellor", "premier", "governor", "mayor", "judge", "justice", "king", "queen"}
    | {"prince", "princess", "sheikh", "shaykh", "shaikh", "general", "brigadier", "major"}
    | {"lieutenant", "colonel", "captain", "admiral", "rear", "vice", "commander", "sardar"}
    | {"marshal", "sergeant", "ayatollah", "hojjatoleslam", "hojatoleslam", "hujjatulislam"}
    | {"hojjat", "ol", "eslam", "islam", "val", "wal", "moslemin", "muslimin", "valmoslemin"}
    | {"seyyed", "seyed", "sayyed", "sayed", "sayyid", "syed", "said", "sayid", "hajj", "haj"}
    | {"haji", "hajji", "monsieur", "madame", "mme", "mlle", "senor", "senora", "don", "herr"}
    | {"frau"}
)

# Tokens that are titles in one name and names in another: dropped only while a name remains.
AMBIGUOUS_TITLES = frozenset({"said", "king", "prince", "haji", "islam", "eslam", "general", "don"})

# Spellings of the same sound in transliterations, longest first.
SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("kh", "x"), ("gh", "q"), ("ch", "c"), ("sh", "s"), ("zh", "j"),
    ("dj", "j"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("w", "v"), ("y", "i"), ("g", "q"),
    ("x", "x"),
)  # fmt: skip
