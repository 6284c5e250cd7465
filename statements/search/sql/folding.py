"""Text as the record compares it: no accents, one form of each letter, digit and mark."""

# NFKD takes letters and their marks apart, so that leaving out the marks folds accents, vowel
# signs and the hamza on alef, waw and yeh in one step. What NFKD keeps whole is translated: the
# Arabic letters that Persian writes differently, digits, quotation marks, Latin letters with a
# stroke. Joiners, direction marks, tatweel and the half rings of transliteration say nothing. A
# slash would make the parser see a file name ("Iran/Iraq"); points make an abbreviation that
# nobody types ("I.R.G.C."), and a comma makes two numbers of one ("2,000").
MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    r"\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u02bb\u02be\u02bf]"
)
FROM = "يىكةٱەہھ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "‘’‚‛ʼ“”„‟«»‹›" + "łøđıħ" + "/"
TO = "ییکهاههه" + "0123456789" * 2 + "'" * 5 + '"' * 8 + "lodih" + " "

FOLD = rf"""
CREATE OR REPLACE FUNCTION record_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(
            translate(
                lower(regexp_replace(normalize($1, NFKD), '{MARKS}', '', 'g')),
                $from${FROM}$from$, $to${TO}$to$
            ),
            '\m([a-z])\.(?=[a-z]\M)', '\1', 'g'
        ),
        '(\d),(?=\d\d\d(?!\d))', '\1', 'g'
    )
$$;
"""
