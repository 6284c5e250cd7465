"""What is typed, as PostgreSQL's own query: each piece of the language is a function."""

# Languages whose word forms are folded together; every other one is searched as it stands.
CONFIGURATIONS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
_BRANCHES = " ".join(
    f"WHEN '{code}' THEN 'pg_catalog.{name}'::regconfig" for code, name in CONFIGURATIONS.items()
)
_ALL = ("simple", *CONFIGURATIONS.values())
_WORD_IN_EACH = " || ".join(
    f"phraseto_tsquery('pg_catalog.{name}', record_fold($1))" for name in _ALL
)
# A word is sought as typed and by its stem in each language, as nobody says in which they ask; a
# phrase and a prefix only as typed. Inside quotation marks to_tsquery reads no operators, and
# what could end them becomes a space. An empty query finds nothing.
#
# A word has the same stem in most languages; a query that named it once for each would be
# looked up once for each.
QUERIES = rf"""
CREATE OR REPLACE FUNCTION record_search_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(language, '-', 1)
        {_BRANCHES} ELSE 'pg_catalog.simple'::regconfig
    END
$$;
CREATE OR REPLACE FUNCTION record_query_or(tsquery, tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1 || $2';
CREATE OR REPLACE AGGREGATE record_any_query(tsquery)
    (SFUNC = record_query_or, STYPE = tsquery, INITCOND = '', PARALLEL = SAFE);
CREATE OR REPLACE FUNCTION record_word_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT record_any_query(word) FROM (
        SELECT DISTINCT unnest(ARRAY[{_WORD_IN_EACH.replace(" || ", ", ")}]) AS word
    ) AS words
$$;
CREATE OR REPLACE FUNCTION record_phrase_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT phraseto_tsquery('pg_catalog.simple', record_fold($1))
$$;
CREATE OR REPLACE FUNCTION record_prefix_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN folded = '' THEN ''::tsquery
        ELSE to_tsquery('pg_catalog.simple', '''' || folded || ''':*') END
    FROM (SELECT trim(translate(record_fold($1), '''\', '  ')) AS folded) AS prefix
$$;
"""
