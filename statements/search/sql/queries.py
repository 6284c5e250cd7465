"""What is typed, as PostgreSQL's own query: each piece of the language is a function.

A word is sought in all its forms, a phrase and a prefix only as typed. An empty query finds
nothing.
"""

QUERIES = r"""
CREATE OR REPLACE FUNCTION record_query_or(tsquery, tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1 || $2';
CREATE OR REPLACE AGGREGATE record_any_query(tsquery)
    (SFUNC = record_query_or, STYPE = tsquery, INITCOND = '', PARALLEL = SAFE);
CREATE OR REPLACE FUNCTION record_query_then(tsquery, tsquery) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1 <-> $2';
CREATE OR REPLACE AGGREGATE record_one_after_another(tsquery)
    (SFUNC = record_query_then, STYPE = tsquery, INITCOND = '', PARALLEL = SAFE);

CREATE OR REPLACE FUNCTION record_word_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT record_one_after_another(forms ORDER BY place) FROM (
        SELECT place, record_any_query(('''' || form || '''')::tsquery ORDER BY form) AS forms
        FROM record_word_forms($1) GROUP BY place
    ) AS word
$$;
CREATE OR REPLACE FUNCTION record_phrase_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT phraseto_tsquery('pg_catalog.simple', record_fold($1))
$$;
CREATE OR REPLACE FUNCTION record_prefix_query(text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN typed = '' THEN ''::tsquery ELSE to_tsquery('pg_catalog.simple',
        '''' || regexp_replace(typed, '\s+', ''' <-> ''', 'g') || ''':*') END
    FROM (SELECT trim(record_fold($1)) AS typed) AS prefix
$$;
-- Both orders at each distance: PostgreSQL's own operator knows one of each.
CREATE OR REPLACE FUNCTION record_near_query(one tsquery, other tsquery, distance int)
RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT record_any_query(tsquery_phrase($1, $2, far) || tsquery_phrase($2, $1, far)
        ORDER BY far)
    FROM generate_series(1, $3) AS far
$$;
"""
