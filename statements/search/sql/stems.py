"""The grammatical forms of words: each word stands as written and, marked, in its stem.

A stem begins with "=", which no word does, so that a phrase is found as it was written: "war"
is not "wars". It stands at the place of its word, so that nearness counts words and not copies.
"""

# Languages with a stemmer of PostgreSQL's; Persian has one of ours, every other none.
CONFIGURATIONS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
PERSIAN = "fa"
LANGUAGES = (*CONFIGURATIONS, PERSIAN)

# Between two parts of a text: further than anything is near, so that no phrase and no nearness
# reaches from one into the next. The pilcrow is a lexeme that no text yields.
GAP = 40

# What Persian adds to a noun: the plural, whole or with a possessive, after a joiner or not.
_PERSIAN_PLURAL = "ها(?:یی|یم|یت|یش|ی|م|ت|ش|مان|تان|شان|یمان|یتان|یشان)?"

# Languages whose stemmers go by accents.
ACCENTED = ("de", "es", "fr")
_BRANCHES = " ".join(
    f"WHEN '{code}' THEN "
    + (
        f"record_without_accents(to_tsvector('pg_catalog.{name}', $3))"
        if code in ACCENTED
        else f"to_tsvector('pg_catalog.{name}', $2)"
    )
    for code, name in CONFIGURATIONS.items()
    if code != "ar"
)
_IS_ACCENTED = f"split_part({{}}, '-', 1) IN {ACCENTED}"

# Folding wrote Arabic with the letters of Persian, and a closing teh marbuta as heh; its stemmer
# knows only Arabic ones. Nor does it know an article with "and", "so", "in" or "like" before it.
STEMS = rf"""
CREATE OR REPLACE FUNCTION record_without_accents(tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(normalize($1::text, NFKD), '[\u0300-\u036f]', '', 'g')::tsvector
$$;
CREATE OR REPLACE FUNCTION record_stems(language text, folded text, accented text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part($1, '-', 1)
        {_BRANCHES}
        WHEN 'ar' THEN to_tsvector('pg_catalog.arabic', regexp_replace(
            regexp_replace(translate($2, 'یک', 'يك'), 'ه\M', 'ة', 'g'),
            '\m[وفبك]ال(?=\w\w\w)', 'ال', 'g'))
        WHEN '{PERSIAN}' THEN to_tsvector('pg_catalog.simple',
            regexp_replace($2, '(\w\w){_PERSIAN_PLURAL}\M', '\1', 'g'))
    END
$$;

-- The words of a text and their stems, each at its place; a stem that is the word itself is left
-- out, and looked for as the word.
CREATE OR REPLACE FUNCTION record_words_vector(language text, words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    folded text := coalesce(record_fold(words), '');
    plain tsvector := to_tsvector('pg_catalog.simple', folded);
    -- By itself, as all that these functions do is planned once where they are given plain values.
    accented text := CASE WHEN {_IS_ACCENTED.format("language")}
        THEN record_fold_but_accents(words) END;
    stems tsvector := record_stems(language, folded, accented);
    -- As vectors are written: words in quotation marks, each with its places.
    written text := plain::text;
    -- Of the stems those that are no word by themselves, as ["'…':1", "'…':2"]. No word holds a
    -- space or any of these signs. A join in their place takes twice the time.
    others text := btrim(
        (to_jsonb(string_to_array(stems::text, ' ')) - string_to_array(written, ' '))::text, '[]"');
BEGIN
    RETURN CASE WHEN others <> '' THEN
        (written || ' ''=' || replace(substr(others, 2), '", "''', ' ''='))::tsvector
        ELSE plain END;
END $$;

-- A part of an entry, with its weight and the gap after it.
CREATE OR REPLACE FUNCTION record_part(words tsvector, weight "char")
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight($1 || $pilcrow$'¶':{GAP}$pilcrow$::tsvector, $2)
$$;

-- As what a word is found: as typed, and by its stem in each language, as nobody says in which
-- they ask. A word such as "isn't" is several; each has its place.
CREATE OR REPLACE FUNCTION record_word_forms(text) RETURNS TABLE (place int, form text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH word AS (
        SELECT folded.lexeme, accented.lexeme AS accented, place
        FROM unnest(to_tsvector('pg_catalog.simple', record_fold($1))) AS folded,
            unnest(folded.positions) AS place
        JOIN LATERAL (
            SELECT lexeme
            FROM unnest(to_tsvector('pg_catalog.simple', record_fold_but_accents($1)))
            WHERE place = ANY (positions)
        ) AS accented ON true
    )
    SELECT place::int, lexeme FROM word
    UNION SELECT word.place, unnest(ARRAY[stem.lexeme, '=' || stem.lexeme])
    FROM word, unnest(ARRAY['{"','".join(LANGUAGES)}']) AS language,
        unnest(ARRAY[word.accented, word.lexeme]) AS spelling,
        unnest(record_stems(language, word.lexeme, spelling)) AS stem
$$;
"""
