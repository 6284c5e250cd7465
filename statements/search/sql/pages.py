"""One page of results, newest or oldest first, at the same cost however many there are.

Nothing is left to the planner's guess between walking the days and fetching every match: first
the newest few hundred rows are looked at through the index of days, unless it is known that they
will not fill the page; if they do not, the index of words and attributes is asked for ever longer
stretches of days, each four times the last.
"""

from statements.histogram import SURELY
from statements.search.attributes import Kind

# Rows looked at before the index of words is asked.
HEAD = 400
FIRST_STRETCH, GROWTH = 64, 4
# A server that may compile what looks dear would, for each page of a large record anew: that takes
# longer than the page.
UNCOMPILED = "SET jit = off"
# Room to note each row that the index finds, of thirty million. With less, PostgreSQL notes where
# they are many the page of the table alone, and looks up the words of every row there.
MEMORY = "64MB"
# By bitmaps of the index of words, whatever whoever asks has set.
BY_INDEX = (
    "SET enable_seqscan = off SET enable_indexscan = off SET enable_bitmapscan = on"
    f" SET work_mem = '{MEMORY}' {UNCOMPILED}"
)
# Days that no record reaches over.
ALL_DAYS = 1_000_000

_COVER = f"""
-- The tokens of which every statement said last within these days has at least one: of up to 128
-- days, eights of days; of more, the years between the first and the last, and of those two the
-- months, where they are not whole. The fewer tokens, the sooner the index has put them together;
-- the fewer days beyond, the fewer rows are read in vain.
CREATE OR REPLACE FUNCTION record_cover(first date, last date) RETURNS int[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH ends AS (
        SELECT extract(year FROM first)::int AS first_year,
            extract(year FROM last)::int AS last_year
    ), months AS (
        SELECT generate_series(
            date_trunc('month', first), least(last, make_date(first_year, 12, 31)), '1 month'
        )::date AS month FROM ends
        UNION SELECT generate_series(
            date_trunc('month', greatest(first, make_date(last_year, 1, 1))), last, '1 month'
        )::date FROM ends
    )
    SELECT CASE
        WHEN last < first THEN '{{}}'::int[]
        WHEN last - first <= 128 THEN ARRAY(
            SELECT part * 16 + {Kind.EIGHT_DAYS.value} FROM generate_series(
                record_eight_days(first), record_eight_days(last)) AS part)
        ELSE ARRAY(
            SELECT year * 16 + {Kind.YEAR.value}
            FROM ends, generate_series(first_year + 1, last_year - 1) AS year
            UNION SELECT CASE
                WHEN first <= make_date(year, 1, 1) AND last >= make_date(year, 12, 31)
                THEN year * 16 + {Kind.YEAR.value}
                ELSE record_month(month) * 16 + {Kind.MONTH.value} END
            FROM months CROSS JOIN LATERAL (SELECT extract(year FROM month)::int) AS its (year)
        )
    END
$$;
"""

_SIZE = """
-- As many statements as there were when the planner was last told.
CREATE OR REPLACE FUNCTION record_size() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT greatest(reltuples, 0)::bigint FROM pg_class
    WHERE oid = 'statements_searchentry'::regclass
$$;
"""

_ENDS = """
-- The first and the last of all days, each from its end of their index, whatever whoever asks has
-- set.
CREATE OR REPLACE FUNCTION record_ends(OUT oldest date, OUT newest date) LANGUAGE sql STABLE
SET enable_indexscan = on SET enable_seqscan = off AS $$
    SELECT (SELECT min(day) FROM statements_searchentry),
        (SELECT max(day) FROM statements_searchentry)
$$;
"""

_CONDITION = f"""
DROP FUNCTION IF EXISTS record_condition(tsquery, text[], date, date, boolean);
DROP FUNCTION IF EXISTS record_condition(tsquery, text[], text[], date, date, boolean);
DROP FUNCTION IF EXISTS record_condition(tsquery, tsquery, text[], text[], date, date, boolean);
-- The condition of a search as SQL over statements_searchentry: of all `words` and all `phrases`,
-- each of them by itself, which takes the index less than all together. Each group of attributes is
-- met by one of its tokens; days by what may have been said then.
--
-- The numbers of the pairs of words in a phrase find it with a few others, which are read and left
-- out. Where its words are common, to go by them would take the index ten times as long.
--
-- Words stand as subqueries, of which the planner knows nothing: there is one plan, and to look up
-- how often each of the record's words occurs takes longer than the rest of planning.
CREATE OR REPLACE FUNCTION record_condition(
    words tsquery[], phrases text[], groups text[], said_from date, said_to date,
    only_published boolean
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    condition text := CASE WHEN only_published THEN 'is_published' ELSE 'true' END;
    tokens text;
    word tsquery;
    phrase text;
    pairs int[];
    cover int[];
    is_empty boolean := cardinality(words) + cardinality(phrases) > 0;
BEGIN
    FOREACH phrase IN ARRAY phrases LOOP
        pairs := record_pairs(to_tsvector('pg_catalog.simple', record_fold(phrase)));
        word := record_phrase_query(phrase);
        IF pairs = '{{}}' THEN words := words || word;
        ELSE
            is_empty := false;
            condition := condition || format(' AND pairs @> %L::int[]', pairs);
            -- So written, it is no question to the index; `record_found` knows it by that.
            condition := condition || format(' AND (vector @@ (SELECT %L::tsquery)) IS TRUE', word);
        END IF;
    END LOOP;
    FOREACH word IN ARRAY words LOOP
        -- Of a sign alone nothing may be left to look for.
        CONTINUE WHEN numnode(word) = 0;
        is_empty := false;
        condition := condition || format(' AND vector @@ (SELECT %L::tsquery)', word);
    END LOOP;
    IF is_empty THEN condition := condition || ' AND false'; END IF;
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
-- The same condition as far as the index tells: of a phrase, a few others too.
CREATE OR REPLACE FUNCTION record_found(condition text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        $1, ' AND \\(vector @@ \\(SELECT ''([^'']|'''')*''::tsquery\\)\\) IS TRUE', '', 'g')
$$;
"""

_PAGE = f"""
CREATE OR REPLACE FUNCTION record_direction(descending boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN descending THEN 'DESC' ELSE 'ASC' END
$$;
-- The condition of rows after a mark, in the order of a list; without a mark, of all.
CREATE OR REPLACE FUNCTION record_beyond(descending boolean, day date, id bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN day IS NULL THEN 'true' ELSE format('(day, statement_id) %s (%L::date, %s)',
        CASE WHEN descending THEN '<' ELSE '>' END, day, id) END
$$;
-- The first `size` answers that were last said within these days. `tokens` are attributes of which
-- each of them has one; NULL if none is known.
CREATE OR REPLACE FUNCTION record_stretch(
    condition text, descending boolean, first date, last date, tokens int[], size int
) RETURNS bigint[] LANGUAGE plpgsql STABLE {BY_INDEX} AS $$
DECLARE
    found bigint[];
BEGIN
    EXECUTE format(
        'SELECT ARRAY(SELECT statement_id FROM statements_searchentry
        WHERE %1$s AND day BETWEEN %2$L AND %3$L AND %4$s
        ORDER BY day %5$s, statement_id %5$s LIMIT %6$s)', condition, first, last,
        coalesce('attributes && ' || quote_literal(tokens) || '::int[]', 'true'),
        record_direction(descending), size
    ) INTO found;
    RETURN found;
END $$;
DROP FUNCTION IF EXISTS record_page(text, boolean, date, bigint, int);
DROP FUNCTION IF EXISTS record_page(text, boolean, date, bigint, int, bigint);
DROP FUNCTION IF EXISTS record_page(text, boolean, date, bigint, int, int);
DROP FUNCTION IF EXISTS record_page(text, boolean, date, bigint, int, date);
-- `reach` is the day that the page reaches to, as far as that is known; `said_from` and `said_to`
-- are those of the condition.
CREATE OR REPLACE FUNCTION record_page(
    condition text, descending boolean, mark_day date, mark_id bigint, size int,
    reach date DEFAULT NULL, said_from date DEFAULT NULL, said_to date DEFAULT NULL
) RETURNS bigint[] LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off {UNCOMPILED} AS $$
DECLARE
    direction text := record_direction(descending);
    bound text := record_beyond(descending, mark_day, mark_id);
    visible text := CASE WHEN condition LIKE 'is_published%' THEN ' AND is_published' ELSE '' END;
    found bigint[] := '{{}}';
    more bigint[];
    ending date;
    ending_id bigint;
    oldest date;
    newest date;
    place date;
    first date;
    last date;
    stretch int;
    head int := {HEAD};
    growth int := {GROWTH};
BEGIN
    IF condition LIKE '%'':*%' THEN
        -- Of the beginning of a word the index puts together all that it holds, whatever else is
        -- asked: it takes as long as there are answers, and to look at rows as long as there are
        -- others between. Of N statements, to look is sooner up to about the root of N, if that
        -- is likely to do: twice as many as are wanted lie within the reach.
        head := greatest(head, sqrt(record_size()));
        growth := {SURELY};
    END IF;
    SELECT * INTO oldest, newest FROM record_ends();
    IF said_from > oldest THEN
        oldest := said_from;
        bound := bound || format(' AND day >= %L', said_from);
    END IF;
    place := coalesce(mark_day, CASE WHEN descending THEN newest ELSE oldest END);
    IF descending AND said_to < place THEN
        -- Of what was said later only dates that reach over it answer: known in part, of that year
        -- or years.
        found := record_stretch(condition || ' AND ' || bound, descending, said_to + 1, newest,
            ARRAY[extract(year FROM said_to)::int * 16 + {Kind.SPANNED_YEAR.value}], size);
        place := said_to;
        bound := bound || format(' AND day <= %L', said_to);
    END IF;
    stretch := abs(reach - place);

    EXECUTE format(
        'SELECT day, statement_id FROM statements_searchentry WHERE %1$s
        ORDER BY day %2$s, statement_id %2$s OFFSET %3$s LIMIT 1',
        bound || visible, direction, head - 1
    ) INTO ending, ending_id;
    -- A page that is longer than the head does not end within it, unless all does.
    IF ending IS NULL OR size <= head AND (stretch IS NULL OR place = DATE '0001-01-01'
        OR greatest(abs(ending - place), 1) * growth >= stretch)
    THEN
        -- OFFSET 0 keeps the condition out of the walk: the walk ends after the head.
        EXECUTE format(
            'SELECT ARRAY(SELECT statement_id FROM (
                SELECT statement_id, day, is_published, earliest, vector, attributes, pairs
                FROM statements_searchentry WHERE %1$s
                ORDER BY day %2$s, statement_id %2$s LIMIT %5$s OFFSET 0
            ) AS head WHERE %3$s ORDER BY day %2$s, statement_id %2$s LIMIT %4$s)',
            bound || visible, direction, condition, size - cardinality(found), head
        ) INTO more;
        found := found || more;
        IF ending IS NULL OR cardinality(found) >= size THEN RETURN found; END IF;
        place := ending;
        bound := record_beyond(descending, ending, ending_id);
    END IF;

    stretch := least(greatest(coalesce(stretch, {FIRST_STRETCH}), 1), {ALL_DAYS});
    LOOP
        IF descending THEN
            last := place;
            first := CASE WHEN place - oldest <= stretch THEN oldest ELSE place - stretch END;
        ELSE
            first := place;
            last := CASE WHEN place = DATE '0001-01-01' THEN place
                WHEN newest - place <= stretch THEN newest ELSE place + stretch END;
        END IF;
        found := found || record_stretch(
            condition || ' AND ' || bound, descending, first, last,
            -- What has no day stands in no stretch, and has no token of one.
            CASE WHEN first > DATE '0001-01-01' THEN record_cover(first, last) END,
            size - cardinality(found)
        );
        EXIT WHEN cardinality(found) >= size;
        IF descending THEN
            EXIT WHEN first <= oldest;
            place := first - 1;
        ELSE
            EXIT WHEN last >= newest;
            -- From what has no day to the first that has one.
            SELECT min(day) INTO place FROM statements_searchentry WHERE day > last;
        END IF;
        bound := 'true';
        stretch := least(stretch::bigint * {GROWTH}, {ALL_DAYS});
        -- Beyond the first dated row there is only what has no day at all.
        IF descending AND place - stretch < DATE '1000-01-01' THEN stretch := {ALL_DAYS}; END IF;
    END LOOP;
    RETURN found;
END $$;
"""

_RANKED = f"""
-- Of the newest `most` answers the `size` that rank best by these words, after the first `passed`;
-- among equals the newest. `reach` and `said_from` as in `record_page`.
--
-- Ranked where they are found: to look each of them up once more takes a quarter on top.
CREATE OR REPLACE FUNCTION record_ranked(
    condition text, words tsquery, most int, passed int, size int,
    reach date DEFAULT NULL, said_from date DEFAULT NULL
) RETURNS bigint[] LANGUAGE plpgsql STABLE {BY_INDEX} AS $$
DECLARE
    oldest date;
    newest date;
    since date;
    stretch int;
    held bigint;
    ranked bigint[];
BEGIN
    SELECT * INTO oldest, newest FROM record_ends();
    oldest := greatest(oldest, said_from);
    since := greatest(coalesce(reach, newest - {FIRST_STRETCH}), oldest);
    LOOP
        EXECUTE format(
            'WITH newest AS MATERIALIZED (
                SELECT statement_id, day, vector FROM statements_searchentry
                WHERE %s AND day >= %L AND %s ORDER BY day DESC, statement_id DESC LIMIT %s
            )
            SELECT held, CASE WHEN held = %4$s OR %L THEN ARRAY(
                SELECT statement_id FROM newest
                ORDER BY ts_rank(vector, %L::tsquery) DESC, day DESC, statement_id DESC
                LIMIT %s OFFSET %s
            ) END FROM (SELECT count(*) AS held FROM newest) AS counted',
            condition, since, CASE WHEN since > DATE '0001-01-01' THEN format(
                'attributes && %L::int[]', record_cover(since, newest)
            ) ELSE 'true' END, most, since <= oldest, words, size, passed
        ) INTO held, ranked;
        -- Without any entries there are no days.
        EXIT WHEN held = most OR (since <= oldest) IS NOT FALSE;
        stretch := least(greatest(newest - since, 1) * {GROWTH}, {ALL_DAYS});
        since := greatest(newest - stretch, oldest);
    END LOOP;
    RETURN coalesce(ranked, '{{}}');
END $$;
"""

PAGES = _COVER + _SIZE + _ENDS + _CONDITION + _PAGE + _RANKED
