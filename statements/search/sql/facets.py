"""How many there are, and of which kinds: exact while few, otherwise from a fixed sample.

Samples are the rows whose key is a multiple of 4,096, 1,024, 256 … (`RUNGS`), each marked by an
attribute of its own, so that a sample's answers come from an index like any others. Those of one
in `KEPT` and of less are read from a table of their own.
"""

from statements.search.attributes import KEPT, RUNGS, Kind

# Up to here the total is counted one by one, and up to `FEW` the facets are.
EXACT, FEW = 10_000, 2_500
# Answers in a sample that is counted instead: of the whole, less than nine in a hundred off
# nineteen times of twenty.
ENOUGH = 500
# Of `FEW` rows the kept sample holds 39, hardly ever more than 60; of `EXACT` 156, never 250.
PERHAPS_FEW, SURELY_MORE = 60, 250
# Answers in the kept sample that are counted to say how many there are in all. More are
# counted in one that is so small that a million hold as many.
MANY, SMALL = 1_000, 1024

_RUNGS = ", ".join(map(str, RUNGS))

FACETS = f"""
DROP FUNCTION IF EXISTS record_rung(text);
DROP FUNCTION IF EXISTS record_counts(text, int[]);
DROP FUNCTION IF EXISTS record_in_sample(int);

-- The answers in a sample, as what follows FROM; rung 1 is all of them.
CREATE OR REPLACE FUNCTION record_answers(condition text, rung int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN rung >= {KEPT} THEN 'statements_searchsample' ELSE 'statements_searchentry' END
    || ' WHERE ' || condition
    || CASE WHEN rung IN (1, {KEPT}) THEN '' ELSE
        format(' AND attributes && %L::int[]', ARRAY[rung * 16 + {Kind.SAMPLE.value}]) END
$$;

-- How many answers a sample holds, up to `most`.
CREATE OR REPLACE FUNCTION record_sampled(condition text, rung int, most int) RETURNS bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    counted bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s LIMIT %s) AS answers',
        record_answers(condition, rung), most) INTO counted;
    RETURN counted;
END $$;

-- The sample that holds just enough of so many answers: the smallest that does.
CREATE OR REPLACE FUNCTION record_rung(answers bigint) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(max(rung) FILTER (WHERE answers / rung >= {ENOUGH}), {RUNGS[-1]})
    FROM unnest(ARRAY[{_RUNGS}]) AS rung
$$;

-- How many answers have each token of these kinds, and under -1 how many there are in all, each
-- as counted in the sample of a rung: multiply by it. Without `is_total` the latter may be more
-- roughly known than the others.
CREATE OR REPLACE FUNCTION record_counts(condition text, kinds int[], is_total boolean)
RETURNS TABLE (rung int, token int, counted bigint) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    told int := {KEPT};
    total bigint := record_sampled(condition, told, {MANY});
    chosen int;
    one_by_one bigint;
    tokens int[];
    numbers bigint[];
BEGIN
    IF total <= {PERHAPS_FEW} AND (is_total OR cardinality(kinds) > 0) THEN
        -- Counted all together; more than these few are not all read.
        EXECUTE format(
            'WITH answers AS MATERIALIZED (SELECT attributes FROM %s LIMIT {FEW + 1}), counts AS (
                SELECT token, count(*) AS counted
                FROM (SELECT unnest(attributes) AS token FROM answers) AS tokens
                WHERE token %% 16 = ANY (%L::int[]) GROUP BY token
            )
            SELECT (SELECT count(*) FROM answers), array_agg(token), array_agg(counted)
            FROM counts', record_answers(condition, 1), kinds
        ) INTO one_by_one, tokens, numbers;
        IF one_by_one <= {FEW} THEN
            RETURN QUERY SELECT 1, -1, one_by_one
                UNION ALL SELECT 1, * FROM unnest(tokens, numbers);
            RETURN;
        END IF;
    END IF;
    IF is_total AND total < {SURELY_MORE} THEN
        one_by_one := record_sampled(condition, 1, {EXACT + 1});
        IF one_by_one <= {EXACT} THEN
            told := 1;
            total := one_by_one;
        END IF;
    ELSIF total = {MANY} THEN
        told := {SMALL};
        total := record_sampled(condition, told, {EXACT});
    END IF;
    RETURN QUERY SELECT told, -1, total;
    IF cardinality(kinds) = 0 THEN RETURN; END IF;
    chosen := CASE WHEN total * told <= {FEW} THEN 1 ELSE record_rung(total * told) END;
    -- Unnesting in the list of columns takes half the time of unnesting as a table.
    RETURN QUERY EXECUTE format(
        'SELECT %s, token, count(*) FROM (SELECT unnest(attributes) AS token FROM %s) AS tokens
        WHERE token %% 16 = ANY (%L::int[]) GROUP BY token',
        chosen, record_answers(condition, chosen), kinds
    );
END $$;

-- How many answers there are of each day: for stretches of days that hold few.
CREATE OR REPLACE FUNCTION record_days(condition text)
RETURNS TABLE (day date, counted bigint) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT entry.day, count(*) FROM statements_searchentry AS entry
        WHERE %s GROUP BY entry.day', condition
    );
END $$;
"""
