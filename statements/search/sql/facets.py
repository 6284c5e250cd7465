"""How many there are, and of which kinds: exact while few, otherwise from a fixed sample.

Samples are the rows whose key is a multiple of 4,096, 1,024, 256 … (`RUNGS`), each marked by an
attribute of its own, so that a sample's answers come from the index like any others.
"""

from statements.search.attributes import RUNGS, Kind

# Up to here the total is counted one by one, and up to `FEW` the facets are.
EXACT, FEW = 10_000, 4_000
# Answers in a sample that is counted instead: enough that three in a hundred is a usual error.
ENOUGH = 1_000
# So many in the smallest sample that there cannot be as few as are counted one by one: of 10,000
# rows, 2.4 are expected there, and a dozen about once in 100,000 times.
SURELY_MANY = 12
# The sample that tells how many more than `EXACT` there are, where the smallest holds too few.
TELLING = 64

_RUNGS = ", ".join(map(str, RUNGS))

FACETS = f"""
DROP FUNCTION IF EXISTS record_rung(text);
DROP FUNCTION IF EXISTS record_counts(text, int[]);

-- How many answers a sample holds; of rung 1, which is all of them, not more than `most`.
CREATE OR REPLACE FUNCTION record_sampled(condition text, rung int, most int) RETURNS bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    counted bigint;
BEGIN
    EXECUTE format(
        'SELECT count(*) FROM (SELECT FROM statements_searchentry WHERE %s %s LIMIT %s) AS answers',
        condition, record_in_sample(rung), most
    ) INTO counted;
    RETURN counted;
END $$;

CREATE OR REPLACE FUNCTION record_in_sample(rung int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN rung > 1 THEN
        format(' AND attributes && %L::int[]', ARRAY[rung * 16 + {Kind.SAMPLE.value}])
    ELSE '' END
$$;

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
    told int := {RUNGS[0]};
    total bigint := record_sampled(condition, told, {ENOUGH});
    chosen int;
BEGIN
    IF total < {SURELY_MANY} THEN
        told := CASE WHEN is_total THEN 1 ELSE {TELLING} END;
        total := record_sampled(condition, told, {EXACT + 1});
        IF is_total AND total > {EXACT} THEN
            told := {TELLING};
            total := record_sampled(condition, told, {EXACT});
        END IF;
    END IF;
    IF cardinality(kinds) > 0 THEN
        chosen := CASE WHEN total * told <= {FEW} THEN 1 ELSE record_rung(total * told) END;
    END IF;
    RETURN QUERY SELECT told, -1, total;
    -- Unnesting in the list of columns takes half the time of unnesting as a table.
    IF chosen IS NOT NULL THEN RETURN QUERY EXECUTE format(
        'SELECT %s, token, count(*) FROM (
            SELECT unnest(attributes) AS token FROM statements_searchentry WHERE %s %s
        ) AS tokens WHERE token %% 16 = ANY (%L::int[]) GROUP BY token',
        chosen, condition, record_in_sample(chosen), kinds
    ); END IF;
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
