"""How many there are, and of which kinds: exact while few, otherwise from a fixed sample.

Samples are the rows whose key is a multiple of 4,096, 1,024, 256 … (`RUNGS`), each marked by an
attribute of its own, so that a sample's answers come from the index like any others.
"""

from statements.search.attributes import RUNGS, Kind

# Up to here every answer is counted; a sample that is counted instead has some thousands.
EXACT = 10_000
ENOUGH = 2_500
# So many in the smallest sample that there cannot be as few as are counted one by one: of 10,000
# rows, 2.4 are expected there, and a dozen about once in 100,000 times.
SURELY_MANY = 12

_RUNGS = ", ".join(map(str, RUNGS[1:]))

FACETS = f"""
-- Which rung's sample holds enough answers: 1 is all of them.
CREATE OR REPLACE FUNCTION record_rung(condition text) RETURNS int LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
DECLARE
    counted bigint;
    rung int;
BEGIN
    EXECUTE format(
        'SELECT count(*) FROM statements_searchentry WHERE %s AND attributes && %L::int[]',
        condition, ARRAY[{RUNGS[0]} * 16 + {Kind.SAMPLE.value}]
    ) INTO counted;
    IF counted < {SURELY_MANY} THEN
        EXECUTE format(
            'SELECT count(*) FROM (
                SELECT FROM statements_searchentry WHERE %s LIMIT {EXACT + 1}
            ) AS answers', condition
        ) INTO counted;
        IF counted <= {EXACT} THEN RETURN 1; END IF;
        RETURN {RUNGS[-1]};
    END IF;
    IF counted >= {ENOUGH} THEN RETURN {RUNGS[0]}; END IF;
    FOREACH rung IN ARRAY ARRAY[{_RUNGS}] LOOP
        IF counted * {RUNGS[0]} / rung >= {ENOUGH} THEN RETURN rung; END IF;
    END LOOP;
    RETURN {RUNGS[-1]};
END $$;

-- How many answers have each token of these kinds, and under -1 how many there are in all, as
-- counted in the sample of a rung: multiply by it.
CREATE OR REPLACE FUNCTION record_counts(condition text, kinds int[])
RETURNS TABLE (rung int, token int, counted bigint) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
DECLARE
    chosen int := record_rung(condition);
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH answers AS MATERIALIZED (
            SELECT attributes FROM statements_searchentry WHERE %s %s
        )
        SELECT %s, -1, count(*) FROM answers
        UNION ALL
        SELECT %s, token, count(*) FROM answers, unnest(attributes) AS token
        WHERE token %% 16 = ANY (%L::int[]) GROUP BY token',
        condition,
        CASE WHEN chosen > 1 THEN
            format('AND attributes && %L::int[]', ARRAY[chosen * 16 + {Kind.SAMPLE.value}])
        ELSE '' END,
        chosen, chosen, kinds
    );
END $$;

-- How many answers there are of each day: for stretches of days that hold few.
CREATE OR REPLACE FUNCTION record_days(condition text)
RETURNS TABLE (day date, counted bigint) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT entry.day, count(*) FROM statements_searchentry AS entry
        WHERE %s GROUP BY entry.day', condition
    );
END $$;
"""
