"""How many there are, and of which kinds: exact while few, otherwise from a fixed sample.

Samples are the rows whose key is a multiple of 4,096, 1,024, 256 … (`RUNGS`), each marked by an
attribute of its own, so that a sample's answers come from an index like any others. Those of one
in `KEPT` and of less are read from a table of their own.
"""

from statements.search.attributes import COUNTED, KEPT, RUNGS, Kind
from statements.search.sql.pages import UNCOMPILED

# Answers in a sample that is counted instead of all: of the whole, less than nine in a hundred off
# nineteen times of twenty.
ENOUGH = 500
# Up to so many all is counted one by one: of more the largest sample holds enough. The total is
# counted on to `EXACT`, unless words must be near one another: to see, those of each answer are
# read, which takes ten times as long.
FEW, EXACT = ENOUGH * RUNGS[-1], 10_000
# Of `FEW` rows the kept sample holds 31, seldom more than 36; of `EXACT` 156, never 250.
PERHAPS_FEW, SURELY_MORE = 36, 250
# Where about so many as `EXACT` are counted and told by kind, at most so many are read; more, and
# what is told of them, are asked of a sample.
READ = 2 * EXACT
# Answers in the kept sample that are counted to say how many there are in all. More are
# counted in one that is so small that a million hold as many.
MANY, SMALL = 1_000, 1024

# Days that two months have.
TWO_MONTHS = 62
# The day of what has none, within a text.
NO_DAY = "DATE ''0001-01-01''"

# By bitmaps of the index of words.
BY_INDEX = f"SET enable_seqscan = off SET enable_indexscan = off {UNCOMPILED}"

_RUNGS = ", ".join(map(str, RUNGS))
_COUNTED = ", ".join(str(kind.value) for kind in sorted(COUNTED))

FACETS = f"""
DROP FUNCTION IF EXISTS record_rung(text);
DROP FUNCTION IF EXISTS record_counts(text, int[]);
DROP FUNCTION IF EXISTS record_counts(text, int[], boolean);
DROP FUNCTION IF EXISTS record_in_sample(int);
DROP FUNCTION IF EXISTS record_days(text);

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
LANGUAGE plpgsql STABLE {BY_INDEX} AS $$
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

-- The number of each token of these kinds among the entries of `answers`, what follows FROM.
-- Unnesting in the list of columns takes half the time of unnesting as a table, and to tell the
-- kinds apart a quarter of the whole, which is not needed where all are asked for.
CREATE OR REPLACE FUNCTION record_tokens(answers text, kinds int[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT format('SELECT token, count(*) AS counted FROM (
        SELECT unnest(attributes[:facet_count]) AS token FROM %s
    ) AS tokens WHERE %s GROUP BY token', answers, CASE
        WHEN kinds @> ARRAY[{_COUNTED}] THEN 'true'
        ELSE format('token & 15 = ANY (%L::int[])', kinds) END)
$$;

-- How many answers have each token of these kinds, and under -1 how many there are in all, each
-- as counted in the sample of a rung: multiply by it. Without `is_total` the latter may be more
-- roughly known than the others.
--
-- Where all are read and told by month, and were said within two, each day has a negative token:
-- its number from the first of all days as -16 * number - 2.
--
-- With the total comes the page of `size` answers beyond a mark, as `record_page` finds it, where
-- they are so few that they were all read; else NULL.
CREATE OR REPLACE FUNCTION record_counts(
    condition text, kinds int[], is_total boolean, descending boolean DEFAULT true,
    mark_day date DEFAULT NULL, mark_id bigint DEFAULT NULL, size int DEFAULT 0
)
RETURNS TABLE (rung int, token int, counted bigint, page bigint[]) LANGUAGE plpgsql STABLE
{BY_INDEX} AS $$
DECLARE
    told int := {KEPT};
    total bigint := record_sampled(condition, told, {MANY});
    -- Whether words must be near one another: nothing else in a condition is written so.
    is_read boolean := condition ~ '<(-|[0-9]+)>';
    tried int[] := '{{}}';
    chosen int;
    one_by_one bigint;
    tokens int[];
    numbers bigint[];
    cut bigint[];
BEGIN
    -- All of them while they seem few; where they have to be read, then the sample that is enough.
    IF total < {MANY} AND (is_total OR cardinality(kinds) > 0) THEN
        tried := CASE WHEN total <= {PERHAPS_FEW} THEN ARRAY[1] ELSE '{{}}' END
            || CASE WHEN is_read THEN ARRAY[record_rung(total * told)] ELSE '{{}}' END;
    END IF;
    FOREACH chosen IN ARRAY tried LOOP
        -- Counted all together; more than these few are not all read.
        EXECUTE format(
            'WITH answers AS MATERIALIZED (
                SELECT statement_id, day, attributes, facet_count FROM %s LIMIT {FEW + 1}
            ), counts AS (
                %s UNION ALL SELECT -16 * (day - {NO_DAY}) - 2, count(*) FROM answers
                WHERE day > {NO_DAY} AND %L AND (
                    SELECT max(day) - min(day) < {TWO_MONTHS} FROM answers WHERE day > {NO_DAY}
                ) GROUP BY day
            )
            SELECT (SELECT count(*) FROM answers), array_agg(token), array_agg(counted), ARRAY(
                SELECT statement_id FROM answers WHERE %s
                ORDER BY day %s, statement_id %5$s LIMIT %s
            ) FROM counts',
            record_answers(condition, chosen), record_tokens('answers', kinds),
            chosen = 1 AND kinds @> ARRAY[{Kind.MONTH.value}],
            record_beyond(descending, mark_day, mark_id), record_direction(descending), size
        ) INTO one_by_one, tokens, numbers, cut;
        IF one_by_one <= {FEW} THEN
            RETURN QUERY SELECT chosen, -1, one_by_one,
                    CASE WHEN chosen = 1 AND size > 0 THEN cut END
                UNION ALL SELECT chosen, *, NULL FROM unnest(tokens, numbers);
            RETURN;
        END IF;
    END LOOP;
    IF is_total AND total < {SURELY_MORE} AND NOT is_read THEN
        -- Counted, and what of them a sample holds told by token at once: finding takes longest.
        chosen := record_rung(total * told * 3 / 4);
        EXECUTE format(
            'WITH answers AS MATERIALIZED (
                SELECT CASE WHEN statement_id %% %s = 0 THEN attributes END AS attributes,
                    facet_count
                FROM %s LIMIT %s
            ), counts AS (%s)
            SELECT (SELECT count(*) FROM answers), array_agg(token), array_agg(counted)
            FROM counts',
            chosen, record_answers(condition, 1),
            CASE WHEN cardinality(kinds) > 0 THEN {READ + 1} ELSE {EXACT + 1} END,
            record_tokens('answers', kinds)
        ) INTO one_by_one, tokens, numbers;
        IF one_by_one <= {EXACT} THEN
            told := 1;
            total := one_by_one;
        ELSE
            -- However few the kept sample happens to hold.
            total := greatest(total, one_by_one / told, {EXACT} / told + 1);
        END IF;
        IF one_by_one > {FEW} AND one_by_one <= {READ} AND one_by_one / chosen >= {ENOUGH} THEN
            RETURN QUERY SELECT told, -1, total, NULL::bigint[]
                UNION ALL SELECT chosen, *, NULL FROM unnest(tokens, numbers);
            RETURN;
        END IF;
    ELSIF total = {MANY} THEN
        told := {SMALL};
        total := record_sampled(condition, told, {EXACT});
    END IF;
    RETURN QUERY SELECT told, -1, total, NULL::bigint[];
    IF cardinality(kinds) = 0 THEN RETURN; END IF;
    chosen := CASE WHEN total * told <= {FEW} THEN 1 ELSE record_rung(total * told) END;
    RETURN QUERY EXECUTE format('SELECT %s, token, counted, NULL::bigint[] FROM (%s) AS counts',
        chosen, record_tokens(record_answers(condition, chosen), kinds));
END $$;
"""
