"""By what keys names are found in the database: a function, indexed on every column of names.

Each word of a name yields numbers: of its skeleton (the consonants, spelt one way), of its first
letters, and of itself with one letter left out, so that a word with one slip shares a number with
the word that was meant. Words written together yield the first two kinds. Conditions on the
numbers find candidates; `people.names` ranks them letter by letter.

The functions use nothing outside pg_catalog: an index is built without any other schema at hand.
What is changed here needs a migration that makes the functions and the indexes anew.
"""

from people.vocabulary import AMBIGUOUS_TITLES, SOUNDS, TITLES

# Beginnings that are indexed, in letters; what is longer is looked up by the longest.
BEGINNINGS = (2, 3, 4, 6)
# Shorter words forgive no slip; longer ones only in their first letters.
LEAST, MOST = 4, 12

# The columns that hold names: table, column, and the column of whom they name.
PEOPLE = (("people_person", "name", "id"), ("people_personname", "name", "person_id"))
ORGANIZATIONS = (
    ("people_organization", "name", "id"),
    ("people_organization", "short_name", "id"),
    ("people_organizationname", "name", "organization_id"),
)


def _array(words: frozenset[str]) -> str:
    return "'{" + ",".join(sorted(words)) + "}'::text[]"


def _skeleton(word: str) -> str:
    for spelling, sound in SOUNDS:
        word = f"replace({word}, '{spelling}', '{sound}')"
    return rf"""
        regexp_replace(regexp_replace({word}, '(?<=.)[aeiouy]+', '', 'g'), '(.)\1+', '\1', 'g')
    """


def _number(kind: str, text: str) -> str:
    # The hash that PostgreSQL keeps stable between versions, as partitions depend on it.
    return f"(hashtextextended('{kind}' || {text}, 0) % 2147483647)::int"


_MARKS = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)


def folded_sql(text: str) -> str:
    """Return the SQL that folds a text as `people.names.fold` does it."""
    # The last letters, with nothing to become, are left out.
    return rf"""
    btrim(regexp_replace(
        translate(
            regexp_replace(normalize(lower({text}), NFKD), '{_MARKS}', '', 'g'),
            $l$يىئأإآٱةۀكؤıłøđـʿʾʼ’‘'`$l$, $l$یییااااههکوilod$l$
        ), '[^[:alnum:]]+', ' ', 'g'
    ))
"""


_FOLDED = folded_sql("$1")

# The words of a name without titles, and its neighbours written together.
_TOKENS = rf"""
    named AS (SELECT string_to_array({_FOLDED}, ' ') AS words),
    bare AS (
        SELECT words,
            ARRAY(SELECT word FROM unnest(words) WITH ORDINALITY AS one (word, place)
                WHERE word <> ALL ({_array(TITLES)}) ORDER BY place) AS strictly,
            ARRAY(SELECT word FROM unnest(words) WITH ORDINALITY AS one (word, place)
                WHERE word <> ALL ({_array(TITLES - AMBIGUOUS_TITLES)}) ORDER BY place) AS loosely
        FROM named
    ),
    kept AS (
        SELECT CASE WHEN cardinality(strictly) > 1 THEN strictly
            WHEN loosely <> '{{}}' THEN loosely ELSE words END AS words
        FROM bare
    ),
    token AS (
        SELECT place::int AS place, 1 AS span, word FROM kept,
            unnest(words) WITH ORDINALITY AS one (word, place)
        UNION ALL
        SELECT place, 2, words[place] || words[place + 1] FROM kept,
            generate_series(1, cardinality(words) - 1) AS place
        UNION ALL
        SELECT 1, cardinality(words), array_to_string(words, '') FROM kept
        WHERE cardinality(words) > 2
    ),
    sounded AS (
        SELECT *, coalesce(nullif(rtrim({_skeleton("word")}, 'h'), ''), word) AS skeleton
        FROM token WHERE word <> ''
    )
"""
_SKELETON = _number("s", "skeleton")
_WITHOUT_A_LETTER = f"""
    SELECT {_number("d", "word")} AS number WHERE length(word) >= {LEAST}
    UNION SELECT {_number("d", "overlay(word PLACING '' FROM letter FOR 1)")}
    FROM generate_series(1, least(length(word), {MOST})) AS letter WHERE length(word) >= {LEAST}
"""
_LONGEST = "CASE " + " ".join(
    f"WHEN length(word) >= {length} THEN {length}" for length in reversed(BEGINNINGS)
)

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION record_name_keys(text) RETURNS int[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $keys$
    WITH {_TOKENS}
    SELECT coalesce(array_agg(DISTINCT number), '{{}}') FROM (
        SELECT {_SKELETON} AS number FROM sounded
        UNION ALL
        SELECT {_number("b", "left(word, letters)")}
        FROM sounded, unnest('{{{",".join(map(str, BEGINNINGS))}}}'::int[]) AS letters
        WHERE length(word) >= letters
        UNION ALL
        SELECT without.number FROM sounded, LATERAL ({_WITHOUT_A_LETTER}) AS without
        WHERE span = 1
    ) AS numbers
$keys$;

-- What to look for: of each word and of neighbours written together (from which word, how many)
-- the number it sounds like, that of its beginning (null where too short), those of its slips.
CREATE OR REPLACE FUNCTION record_name_probes(text)
RETURNS TABLE (place int, span int, word text, sound int, beginning int, slips int[])
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $probes$
    WITH {_TOKENS}
    SELECT place, span, word, {_SKELETON}, {_number("b", f"left(word, {_LONGEST} END)")},
        ARRAY({_WITHOUT_A_LETTER})
    FROM sounded ORDER BY span, place
$probes$;
"""

FUNCTIONS += """
-- Names in a column that meet a condition on their keys: always through the index, whatever the
-- planner thinks of a short limit.
CREATE OR REPLACE FUNCTION record_names(
    source text, name_column text, key_column text, condition text, most int
) RETURNS TABLE (key bigint, form text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT %I::bigint, %I::text FROM %I WHERE %s LIMIT %s',
        key_column, name_column, source,
        replace(condition, '{keys}', format('record_name_keys(%I)', name_column)), most
    );
END $$;
"""

# Names in a column that have every sound of a text, for many texts by one plan: a tenth of the time
# that a condition for each takes.
SOUNDING = """
CREATE OR REPLACE FUNCTION record_names_sounding(
    source text, name_column text, key_column text, sounds text[], most int
) RETURNS TABLE (number bigint, key bigint, form text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT number, found.key, found.form
        FROM unnest($1) WITH ORDINALITY AS one (sounds, number), LATERAL (
            SELECT %1$I::bigint AS key, %2$I::text AS form FROM %3$I
            WHERE record_name_keys(%2$I) @> sounds::int[] LIMIT $2
        ) AS found',
        key_column, name_column, source
    ) USING sounds, most;
END $$;
"""

INDEXES = "".join(
    f"CREATE INDEX {table}_{column}_keys ON {table} USING gin (record_name_keys({column})) "
    "WITH (fastupdate = off);"
    for table, column, _ in (*PEOPLE, *ORGANIZATIONS)
)

DROP = (
    "".join(f"DROP INDEX {table}_{column}_keys;" for table, column, _ in (*PEOPLE, *ORGANIZATIONS))
    + "DROP FUNCTION record_name_keys(text); DROP FUNCTION record_name_probes(text);"
    "DROP FUNCTION record_names(text, text, text, text, int);"
)
