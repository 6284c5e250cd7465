"""One page of results, newest or oldest first, at the same cost however many there are.

Nothing is left to the planner's guess between walking the days and fetching every match: first
the newest few hundred rows are looked at through the index of days; if they do not fill the
page, the index of words and attributes is asked for ever longer stretches of days, each four
times the last.
"""

from statements.search.attributes import Kind

# Rows looked at before the index of words is asked.
HEAD = 400
FIRST_STRETCH, GROWTH = 64, 4
# So many answers are fetched at once.
FEW = 250

_COVER = f"""
-- The tokens of which every statement said last within these days has at least one: whole years,
-- else whole months, else eights of days.
CREATE OR REPLACE FUNCTION record_cover(first date, last date) RETURNS int[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH years AS (
        SELECT year FROM generate_series(
            extract(year FROM first)::int, extract(year FROM last)::int) AS year
    ), months AS (
        SELECT DISTINCT record_month(month::date) AS month, extract(year FROM month)::int AS year
        FROM generate_series(date_trunc('month', first), last, interval '1 month') AS month
    )
    SELECT CASE
        WHEN last < first THEN '{{}}'::int[]
        WHEN last - first <= 128 THEN ARRAY(
            SELECT part * 16 + {Kind.EIGHT_DAYS.value} FROM generate_series(
                record_eight_days(first), record_eight_days(last)) AS part)
        WHEN last - first <= 800 THEN ARRAY(SELECT month * 16 + {Kind.MONTH.value} FROM months)
        ELSE ARRAY(SELECT year * 16 + {Kind.YEAR.value} FROM years)
    END
$$;
"""

_CONDITION = f"""
DROP FUNCTION IF EXISTS record_condition(tsquery, text[], date, date, boolean);
-- The condition of a search as SQL over statements_searchentry. Each group of attributes is met
-- by one of its tokens; days by what may have been said then. `phrases` are those without which
-- nothing answers `query`: the numbers of their pairs of words spare the index most rows in which
-- the words do not follow one another.
CREATE OR REPLACE FUNCTION record_condition(
    query tsquery, phrases text[], groups text[], said_from date, said_to date,
    only_published boolean
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    condition text := CASE WHEN only_published THEN 'is_published' ELSE 'true' END;
    tokens text;
    phrase text;
    pairs int[];
    cover int[];
BEGIN
    IF query IS NOT NULL THEN condition := condition || format(' AND vector @@ %L::tsquery', query);
    END IF;
    FOREACH phrase IN ARRAY phrases LOOP
        pairs := record_pairs(to_tsvector('pg_catalog.simple', record_fold(phrase)));
        IF pairs <> '{{}}' THEN condition := condition || format(' AND pairs @> %L::int[]', pairs);
        END IF;
    END LOOP;
    FOREACH tokens IN ARRAY groups LOOP
        condition := condition || format(' AND attributes && %L::int[]', tokens);
    END LOOP;
    IF said_from IS NOT NULL THEN condition := condition || format(' AND day >= %L', said_from);
    END IF;
    IF said_to IS NOT NULL THEN condition := condition || format(' AND earliest <= %L', said_to);
    END IF;
    IF said_from IS NOT NULL OR said_to IS NOT NULL THEN
        cover := record_cover(
            coalesce(said_from, (SELECT min(day) FROM statements_searchentry
                WHERE day > DATE '0001-01-01'), said_to),
            coalesce(said_to, (SELECT max(day) FROM statements_searchentry), said_from)
        );
        IF said_to IS NOT NULL THEN
            -- Dates known in part may begin by then and end later.
            cover := cover || (extract(year FROM said_to)::int * 16 + {Kind.SPANNED_YEAR.value});
        END IF;
        condition := condition || format(' AND attributes && %L::int[]', cover);
    END IF;
    RETURN condition;
END $$;
"""

_PAGE = f"""
DROP FUNCTION IF EXISTS record_page(text, boolean, date, bigint, int);
-- Of about how many answers there are, `expected`, depends how far the first look reaches.
CREATE OR REPLACE FUNCTION record_page(
    condition text, descending boolean, mark_day date, mark_id bigint,
    size int, expected bigint DEFAULT NULL
) RETURNS bigint[] LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = on SET enable_bitmapscan = on AS $$
DECLARE
    direction text := CASE WHEN descending THEN 'DESC' ELSE 'ASC' END;
    beyond text := CASE WHEN descending THEN '<' ELSE '>' END;
    bound text := 'true';
    found bigint[];
    more bigint[];
    looked int;
    place date;
    place_id bigint;
    oldest date;
    newest date;
    first date;
    last date;
    stretch int := {FIRST_STRETCH};
BEGIN
    IF mark_day IS NOT NULL THEN
        bound := format('(day, statement_id) %s (%L::date, %s)', beyond, mark_day, mark_id);
    END IF;
    PERFORM set_config('enable_bitmapscan', 'off', true);
    -- OFFSET 0 keeps the condition out of the walk: the walk ends after the head.
    EXECUTE format(
        'WITH head AS MATERIALIZED (
            SELECT statement_id, day, is_published, earliest, vector, attributes, pairs
            FROM statements_searchentry WHERE %1$s
            ORDER BY day %2$s, statement_id %2$s LIMIT %3$s
        ), answers AS (
            SELECT statement_id, day FROM head WHERE %4$s
            ORDER BY day %2$s, statement_id %2$s LIMIT %5$s
        ), ending AS (
            SELECT day, statement_id FROM head ORDER BY day %6$s, statement_id %6$s LIMIT 1
        )
        SELECT ARRAY(SELECT statement_id FROM answers), (SELECT count(*) FROM head),
            (SELECT day FROM ending), (SELECT statement_id FROM ending)',
        bound || CASE WHEN condition LIKE 'is_published%' THEN ' AND is_published' ELSE '' END,
        direction, {HEAD}, condition, size, CASE WHEN descending THEN 'ASC' ELSE 'DESC' END
    ) INTO found, looked, place, place_id;
    IF cardinality(found) >= size OR looked < {HEAD} THEN RETURN found; END IF;

    SELECT min(day) INTO oldest FROM statements_searchentry;
    SELECT max(day) INTO newest FROM statements_searchentry;
    PERFORM set_config('enable_bitmapscan', 'on', true);
    PERFORM set_config('enable_indexscan', 'off', true);
    bound := format('(day, statement_id) %s (%L::date, %s)', beyond, place, place_id);
    -- Twice the days that would hold a page if all held as many; all of them at once where
    -- the answers are few.
    IF expected <= {FEW} THEN stretch := 1000000;
    ELSE stretch := least(1000000, greatest(stretch,
        2 * (newest - greatest(oldest, newest - 36500))::bigint * size / expected));
    END IF;
    LOOP
        IF descending THEN
            last := place;
            first := CASE WHEN place - oldest <= stretch THEN oldest ELSE place - stretch END;
        ELSE
            first := place;
            last := CASE WHEN newest - place <= stretch THEN newest ELSE place + stretch END;
        END IF;
        EXECUTE format(
            'SELECT ARRAY(SELECT statement_id FROM statements_searchentry
            WHERE %s AND %s AND day BETWEEN %L AND %L %s
            ORDER BY day %s, statement_id %s LIMIT %s)',
            condition, bound, first, last,
            -- What has no day stands in no stretch, and has no token of one.
            CASE WHEN first > DATE '0001-01-01' THEN
                format('AND attributes && %L::int[]', record_cover(first, last)) ELSE '' END,
            direction, direction, size - cardinality(found)
        ) INTO more;
        found := found || more;
        EXIT WHEN cardinality(found) >= size;
        IF descending THEN
            EXIT WHEN first <= oldest;
            place := first - 1;
        ELSE
            EXIT WHEN last >= newest;
            place := last + 1;
        END IF;
        bound := 'true';
        stretch := least(stretch::bigint * {GROWTH}, 1000000);
        -- Beyond the first dated row there is only what has no day at all.
        IF descending AND place - stretch < DATE '1000-01-01' THEN stretch := 1000000; END IF;
    END LOOP;
    RETURN found;
END $$;
"""

PAGES = _COVER + _CONDITION + _PAGE
