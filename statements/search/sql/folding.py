"""Text as the record compares it: no accents, one form of each letter, digit and mark."""

# NFKD takes letters and their marks apart, so that leaving out the marks folds accents, vowel
# signs and the hamza on alef, waw and yeh in one step. What NFKD keeps whole is translated: the
# Arabic letters that Persian writes differently, digits, Latin letters with a stroke. Joiners,
# direction marks, tatweel and the half rings of transliteration say nothing.
#
# The points of an abbreviation go ("I.R.G.C." is "irgc"), and so does what groups thousands
# ("2,000", "2٬000", a hard space as in French). All other marks become spaces, but for the point
# within a number, so that the parser of PostgreSQL sees words and numbers alone: no host names
# ("done.Next"), paths ("Iran/Iraq"), signs ("F-16"), compounds or tags.
MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    r"\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u02bb\u02be\u02bf]"
)
_PUNCTUATION = "!\"#%&'()*+-/:;<=>?@[\\]^_`{|}~‐‑‒–—―’‘‚‛ʼ"
# The same among ASCII alone, as a set.
_ASCII_PUNCTUATION = r"[-!-#%-+/:-@\[-`{-~]"
FROM = "٫٬" + "يىكةٱەہھ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "łøđıħ" + _PUNCTUATION
TO = ".," + "ییکهاههه" + "0123456789" * 2 + "lodih" + " " * len(_PUNCTUATION)
# Spaces that group thousands; a comma between letters is a space again.
HARD_SPACES = "\u00a0\u202f\u2009"


def _fold(name: str, form: str) -> str:
    # Not STRICT, though nothing yields nothing: it would be planned anew for every text instead of
    # standing where it is called.
    return rf"""
CREATE OR REPLACE FUNCTION {name}(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fold$
    SELECT regexp_replace(
        regexp_replace(
            regexp_replace(
                -- Most of what is said is plain ASCII, where translating letter by letter is dear.
                CASE WHEN octet_length($1) = length($1) THEN
                    regexp_replace(lower($1), '{_ASCII_PUNCTUATION}', ' ', 'g')
                ELSE translate(
                    lower(regexp_replace(
                        normalize(translate($1, '{HARD_SPACES}', ',,,'), {form}), '{MARKS}', '', 'g'
                    )),
                    $from${FROM}$from$, $to${TO}$to$
                ) END,
                '\m([[:alpha:]])\.(?=[[:alpha:]]\M)', '\1', 'g'
            ),
            '(\d),(?=\d\d\d(?!\d))', '\1', 'g'
        ),
        '\.(?!\d)|(?<!\d)\.', ' ', 'g'
    )
$fold$;
"""


# The second keeps the accents that belong to a letter, and yields the same words in the same
# places: some stemmers tell a "négocié" from a "négocie".
FOLD = _fold("record_fold", "NFKD") + _fold("record_fold_but_accents", "NFKC")
