"""How many there are, and of which kinds: exact while few, otherwise from a fixed sample.

Samples are the rows whose key is a multiple of 16,384, 8,192, 4,096 … (`RUNGS`), each marked by an
attribute of its own, so that a sample's answers come from an index like any others. Those of one
in `KEPT` and of less are read from a table of their own.
"""

from statements.search.attributes import COUNTED, KEPT, RUNGS, Kind
from statements.search.sql.pages import BY_INDEX

# Answers in a sample that is counted instead of all: of the whole, less than a tenth off nineteen
# times of twenty.
ENOUGH = 400
# Up to so many all are counted one by one: of more the largest sample holds enough. Where nothing
# is told by kind, no attributes are told apart, and the total is exact for longer; not so where
# words must be near one another: to see, those of each answer are read, which takes as long again
# as to count them.
FEW, EXACT = ENOUGH * RUNGS[-1], 10_000
# Where a sample holds fewer, the look that it was chosen by told too many: a larger one is counted.
LEAST = ENOUGH * 4 // 5
# A look at a thin sample says about how many there are, where it holds so many: to a half, and
# where up to `EXACT` are counted one by one, to a quarter. That sample holds some two thousand of
# the whole record, or fewer of a small one: it is one in `THIN` or thinner. Where one in `THIN`
# holds no answer they are few, nine times of ten. Otherwise a look at one in `LOOK` follows: of
# `FEW` answers that holds 25, seldom more than 36; of `EXACT` 156, never 250. What seems so few is
# counted one by one: to stop before would take longer.
FIRST_LOOK, THIN, SURE, SURE_EXACT = 4 * ENOUGH, 1024, 16, 64
LOOK, PERHAPS_FEW, PERHAPS_EXACT = 64, 36 * 64, 250 * 64

# Of answers in a sample that the index found by pairs of words, one in so many is read. Where fewer
# than this share of them are none, all are taken for what was asked; else, as where two pairs of
# words have one number, all are read.
READ, OTHERS = 4, 6

# Days that two months have.
TWO_MONTHS = 62
# The day of what has none, within a text.
NO_DAY = "DATE ''0001-01-01''"

# Where the names of a facet's values stand: table, column of the address, column of the name.
_NAMES = {
    Kind.SPEAKER: ("people_person", "slug", "name"),
    Kind.ORGANIZATION: ("people_organization", "slug", "name"),
    Kind.OFFICE: ("people_office", "slug", "title"),
    Kind.OUTLET: ("sources_outlet", "slug", "name"),
    Kind.TOPIC: ("statements_topic", "slug", "name"),
}
_NAMED = " UNION ALL ".join(
    f"SELECT ARRAY[one::text, thing.{slug}, thing.{name}] FROM unnest(tokens) AS one"
    f" JOIN {table} AS thing ON thing.id = one / 16 WHERE one & 15 = {kind.value}"
    for kind, (table, slug, name) in _NAMES.items()
)

_RUNGS = ", ".join(map(str, RUNGS))
_COUNTED = ", ".join(str(kind.value) for kind in sorted(COUNTED))

FACETS = f"""
DROP FUNCTION IF EXISTS record_rung(text);
DROP FUNCTION IF EXISTS record_rung(bigint);
DROP FUNCTION IF EXISTS record_counts(text, int[]);
DROP FUNCTION IF EXISTS record_counts(text, int[], boolean);
DROP FUNCTION IF EXISTS record_counts(text, int[], boolean, boolean, date, bigint, int);
DROP FUNCTION IF EXISTS record_counts(text, int[], boolean, date, bigint, int);
DROP FUNCTION IF EXISTS record_counts(text, int[], boolean, date, bigint, int, int, int[]);
DROP FUNCTION IF EXISTS record_called(int[]);
DROP FUNCTION IF EXISTS record_tokens(text, int[]);
DROP FUNCTION IF EXISTS record_in_sample(int);
DROP FUNCTION IF EXISTS record_days(text);
DROP FUNCTION IF EXISTS record_sampled(text, int, int);
DROP FUNCTION IF EXISTS record_sampled(text, int);

-- The answers in a sample, as what follows FROM; rung 1 is all of them.
CREATE OR REPLACE FUNCTION record_answers(condition text, rung int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN rung >= {KEPT} THEN 'statements_searchsample' ELSE 'statements_searchentry' END
    || ' WHERE ' || condition
    || CASE WHEN rung IN (1, {KEPT}) THEN '' ELSE
        format(' AND attributes && %L::int[]', ARRAY[rung * 16 + {Kind.SAMPLE.value}]) END
$$;

-- The sample that holds just enough of so many answers: the smallest that does.
CREATE OR REPLACE FUNCTION record_rung(answers bigint, enough int DEFAULT {ENOUGH}) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(max(rung) FILTER (WHERE answers / rung >= enough), {RUNGS[-1]})
    FROM unnest(ARRAY[{_RUNGS}]) AS rung
$$;

-- The number of each token of these kinds among the entries of `answers`, what follows FROM: of
-- each kind the `offered` commonest, or all if that is NULL; of years and months all. Of `among`,
-- if there are any, these values alone.
--
-- Unnesting in the list of columns takes half the time of unnesting as a table. To ask each token
-- for its kind takes a third of the whole: where most are asked for, all are counted, and what is
-- not asked for left out at the end.
CREATE OR REPLACE FUNCTION record_tokens(answers text, kinds int[], offered int, among int[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT format('SELECT token, counted FROM (
        SELECT token, count(*) AS counted,
            row_number() OVER (PARTITION BY token & 15 ORDER BY count(*) DESC, token) AS place
        FROM (SELECT unnest(attributes[:facet_count]) AS token FROM %s) AS tokens
        WHERE %s AND %s GROUP BY token
    ) AS ranked
    WHERE %s AND (place <= %s OR token & 15 IN ({Kind.YEAR.value}, {Kind.MONTH.value}))',
        answers,
        CASE WHEN is_few THEN asked ELSE 'true' END,
        CASE WHEN among = '{{}}' THEN 'true'
            ELSE format('token / 16 = ANY (%L::int[])', among) END,
        CASE WHEN is_few THEN 'true' ELSE asked END,
        coalesce(offered::text, 'place'))
    FROM (SELECT CASE
            WHEN kinds = '{{}}' THEN 'false'
            WHEN kinds @> ARRAY[{_COUNTED}] THEN 'true'
            ELSE format('token & 15 = ANY (%L::int[])', kinds) END AS asked,
        cardinality(kinds) < {len(COUNTED) // 2} AS is_few) AS told
$$;

-- How many answers there are, and how many have each of the tokens that `record_tokens` tells of,
-- as counted in the sample of a rung: multiply by it. One row: hundreds of numbers would take
-- longer as rows of their own than to count.
--
-- Where all are read and told by month, and were said within two, each day has a negative token:
-- its number from the first of all days as -16 * number - 2.
--
-- With them comes the page of `size` answers beyond a mark, as `record_page` finds it, where they
-- are so few that they were all read; else NULL.
--
-- A sample is counted as the index finds it. Of a phrase it finds a few others, which are told by
-- reading what some of the answers say.
CREATE FUNCTION record_counts(
    condition text, kinds int[], descending boolean DEFAULT true,
    mark_day date DEFAULT NULL, mark_id bigint DEFAULT NULL, size int DEFAULT 0,
    offered int DEFAULT NULL, among int[] DEFAULT '{{}}'
)
RETURNS TABLE (rung int, total bigint, tokens int[], counted bigint[], page bigint[])
LANGUAGE plpgsql STABLE
{BY_INDEX} AS $$
DECLARE
    -- Words must be near one another: nothing else in a condition is written so.
    is_read boolean := condition ~ '<(-|[0-9]+)>';
    is_total boolean := cardinality(kinds) = 0 AND NOT is_read;
    most int := CASE WHEN is_total THEN {PERHAPS_EXACT} ELSE {PERHAPS_FEW} END;
    few int := CASE WHEN is_read THEN {FEW} ELSE most END;
    sure int := CASE WHEN is_total THEN {SURE_EXACT} ELSE {SURE} END;
    found text := record_found(condition);
    look int := greatest({THIN}, record_rung(record_size(), {FIRST_LOOK}));
    about bigint;
    looked bigint;
    held bigint;
BEGIN
    LOOP
        EXECUTE format('SELECT count(*) * %s FROM %s', look, record_answers(found, look))
        INTO about;
        EXIT WHEN about >= sure * look OR look = {LOOK} OR about = 0 AND look = {THIN};
        look := {LOOK};
    END LOOP;
    -- All while they seem few, else the sample that is enough.
    rung := CASE WHEN about <= few THEN 1 ELSE record_rung(about) END;
    LOOP
        -- The page and the days of all alone: what is not asked need not be planned.
        EXECUTE format(
            'WITH answers AS MATERIALIZED (
                SELECT statement_id, day, attributes, facet_count FROM %s
            ), counts AS (%s)
            SELECT (SELECT count(*) FROM answers), coalesce(array_agg(token), ''{{}}''),
                coalesce(array_agg(counted), ''{{}}''), %s
            FROM counts',
            CASE WHEN rung = 1 THEN record_answers(condition, rung) || format(' LIMIT %s', most + 1)
                ELSE record_answers(found, rung) END,
            record_tokens('answers', kinds, offered, among)
                || CASE WHEN rung = 1 AND kinds @> ARRAY[{Kind.MONTH.value}] THEN
                    ' UNION ALL SELECT -16 * (day - {NO_DAY}) - 2, count(*) FROM answers
                    WHERE day > {NO_DAY} AND (
                        SELECT max(day) - min(day) < {TWO_MONTHS} FROM answers WHERE day > {NO_DAY}
                    ) GROUP BY day'
                ELSE '' END,
            CASE WHEN rung = 1 AND size > 0 THEN format(
                'ARRAY(SELECT statement_id FROM answers WHERE %s
                ORDER BY day %s, statement_id %2$s LIMIT %s)',
                record_beyond(descending, mark_day, mark_id), record_direction(descending), size
            ) ELSE 'NULL' END
        ) INTO total, tokens, counted, page;
        IF rung = 1 THEN
            EXIT WHEN total <= most;
            -- Of more than these the first alone were counted.
            rung := record_rung(about);
        ELSIF total < {LEAST} AND rung > {RUNGS[-1]} THEN
            rung := record_rung(total * rung);
        ELSE
            EXIT WHEN found = condition;
            EXECUTE format('SELECT count(*), count(*) FILTER (WHERE %s) FROM %s', condition,
                record_answers(found, least(rung * {READ}, {RUNGS[0]}))) INTO looked, held;
            EXIT WHEN held = looked;
            about := total * held / looked * rung;
            total := (total * held + looked / 2) / looked;
            counted := ARRAY(SELECT (one * held + looked / 2) / looked FROM unnest(counted) AS one);
            EXIT WHEN held * {OTHERS} >= looked * ({OTHERS} - 1);
            found := condition;
            rung := CASE WHEN about <= few THEN 1 ELSE record_rung(about) END;
        END IF;
    END LOOP;
    RETURN NEXT;
END $$;

-- Each token that stands for a row, with its address and its name.
--
-- In the database, so that each connection plans it once: planning takes longer than to look.
CREATE FUNCTION record_called(tokens int[]) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY({_NAMED});
END $$;
"""
