"""What a statement is found by: its vector of words, and its attributes as one array."""

from statements.search.attributes import (
    COUNTED,
    KEPT,
    QUOTES,
    RUNGS,
    STATUSES,
    VERIFICATIONS,
    Kind,
)

# Entries that go into the index at once.
TOGETHER = 10_000
# So many are written by a plan that is kept.
FEW = 100


def _case(column: str, values: dict[str, int]) -> str:
    branches = " ".join(f"WHEN '{name}' THEN {value}" for name, value in values.items())
    return f"CASE {column} {branches} END"


def _token(kind: Kind, value: str) -> str:
    return f"({value})::int * 16 + {kind.value}"


_OFFICE = "SELECT office_id FROM people_tenure WHERE id = statement.tenure_id"
_LETTER = (
    "(strpos(' abcdefghijklmnopqrstuvwxyz',"
    " substr(rpad(split_part(language, '-', 1), 3), {}, 1)) - 1)"
)
_SAMPLES = ", ".join(
    f"CASE WHEN statement.id % {rung} = 0 THEN {_token(Kind.SAMPLE, str(rung))} END"
    for rung in RUNGS
)

_VECTORS = """
CREATE OR REPLACE AGGREGATE record_vectors(tsvector)
    (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '', PARALLEL = SAFE);
"""

_DAYS = """
-- Days are counted from the epoch in eights, so that a stretch of days is a few whole numbers.
CREATE OR REPLACE FUNCTION record_eight_days(day date) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT floor((day - DATE '1970-01-01') / 8.0)::int
$$;
CREATE OR REPLACE FUNCTION record_month(day date) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (extract(year FROM day) * 12 + extract(month FROM day) - 1)::int
$$;
DROP FUNCTION IF EXISTS record_day_tokens(date, date);
"""


def _facets_first(tokens: str) -> str:
    """Return a SELECT of these tokens as attributes, each once, and of how many facets count: those
    stand first, so that counting reads no others."""
    return f"""
    SELECT array_agg(token ORDER BY NOT is_facet, token) AS attributes,
        count(*) FILTER (WHERE is_facet)::int AS facet_count
    FROM (
        SELECT DISTINCT token, token & 15 <= {max(COUNTED).value} AS is_facet
        FROM ({tokens}) AS tokens (token) WHERE token IS NOT NULL
    ) AS told"""


_TOKENS = f"""
        SELECT unnest(ARRAY[
            {_token(Kind.SPEAKER, "statement.person_id")},
            {_token(Kind.OFFICE, _OFFICE)},
            {
    _token(
        Kind.LANGUAGE,
        f"({_LETTER.format(1)} * 27 + {_LETTER.format(2)}) * 27 + {_LETTER.format(3)}",
    ).replace("language", "statement.language")
},
            {_token(Kind.QUOTE, _case("statement.kind", QUOTES))},
            {_token(Kind.STATUS, _case("statement.status", STATUSES))},
            {_token(Kind.OCCASION, "statement.occasion_id")},
            {_SAMPLES},
            {_token(Kind.YEAR, "extract(year FROM statement.said_on_latest)")},
            {_token(Kind.MONTH, "record_month(statement.said_on_latest)")},
            {_token(Kind.EIGHT_DAYS, "record_eight_days(statement.said_on_latest)")}
        ])
        UNION ALL SELECT {_token(Kind.SPANNED_YEAR, "year")} FROM generate_series(
            extract(year FROM statement.said_on_earliest)::int,
            extract(year FROM statement.said_on_latest)::int
        ) AS year WHERE statement.said_on_earliest < statement.said_on_latest
        UNION ALL SELECT {_token(Kind.ORGANIZATION, "id")} FROM organizations
        UNION ALL SELECT {_token(Kind.TOPIC, "id")} FROM topics
        UNION ALL SELECT unnest(ARRAY[
            {_token(Kind.DOCUMENT, "document_id")},
            {_token(Kind.OUTLET, "outlet_id")},
            {_token(Kind.OUTLET, "credited_outlet_id")},
            {_token(Kind.VERIFICATION, _case("state", VERIFICATIONS))}
        ]) FROM places
"""
_ATTRIBUTES = f"""
DROP FUNCTION IF EXISTS record_entry_attributes(statements_statement);
CREATE OR REPLACE FUNCTION record_entry_attributes(statement statements_statement)
RETURNS TABLE (attributes int[], facet_count int) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE organizations AS (
        SELECT id, parent_id FROM people_organization WHERE id = coalesce(
            statement.organization_id,
            (SELECT office.organization_id FROM people_tenure tenure
                JOIN people_office office ON office.id = tenure.office_id
                WHERE tenure.id = statement.tenure_id)
        )
        UNION SELECT above.id, above.parent_id FROM people_organization above
            JOIN organizations ON above.id = organizations.parent_id
    ), topics AS (
        SELECT topic.id, topic.parent_id FROM statements_statement_topics given
            JOIN statements_topic topic ON topic.id = given.topic_id
            WHERE given.statement_id = statement.id
        UNION SELECT above.id, above.parent_id FROM statements_topic above
            JOIN topics ON above.id = topics.parent_id
    ), places AS (
        SELECT appearance.document_id, appearance.credited_outlet_id, appearance.state,
            document.outlet_id
        FROM statements_appearance appearance
            JOIN sources_document document ON document.id = appearance.document_id
        WHERE appearance.statement_id = statement.id
    )
{_facets_first(_TOKENS)}
$$;
"""

# The entries' own table is made by the migrations; what came later is there before they are filled.
_TABLES = """
ALTER TABLE statements_searchentry
    ADD COLUMN IF NOT EXISTS facet_count smallint NOT NULL DEFAULT 0;
CREATE TABLE IF NOT EXISTS statements_searchsample (
    LIKE statements_searchentry INCLUDING DEFAULTS,
    PRIMARY KEY (statement_id),
    FOREIGN KEY (statement_id) REFERENCES statements_statement DEFERRABLE INITIALLY DEFERRED
);
"""

# Two words are one of a million numbers, made by a hash that no release of PostgreSQL changes: few
# enough for a small index, and so many that of ten million rows some hundreds have a number without
# the words.
#
# This function and those of an entry's words and attributes return a table of one row, which lets
# the planner make them part of the query they stand in: one that returns a value would be planned
# and started for every statement.
_PAIRS = """
DROP FUNCTION IF EXISTS record_pairs(tsvector);
CREATE FUNCTION record_pairs(vector tsvector) RETURNS TABLE (pairs int[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH word AS (
        SELECT lexeme, unnest(positions) AS place FROM unnest(vector) WHERE lexeme NOT LIKE '=%'
    )
    -- Some twice, which an index does not mind; to tell them apart takes a third on top.
    SELECT coalesce(array_agg(
        ('x' || left(md5(word.lexeme || ' ' || next.lexeme), 5))::bit(20)::int), '{}')
    FROM word JOIN word AS next ON next.place = word.place + 1
$$;
"""

_COLUMNS = "statement_id, is_published, earliest, day, attributes, facet_count, vector, pairs"


def _or_change(table: str) -> str:
    """Return what an INSERT of `_COLUMNS` does about entries that are there: those that differ."""
    _, *changing = _COLUMNS.split(", ")
    old = ", ".join(f"{table}.{name}" for name in changing)
    new = ", ".join(f"EXCLUDED.{name}" for name in changing)
    return f"""ON CONFLICT (statement_id) DO UPDATE SET ({", ".join(changing)}) = ({new})
        WHERE ({old}) IS DISTINCT FROM ({new})"""


_REFRESH = f"""
DROP FUNCTION IF EXISTS record_entry_vector(statements_statement);
DROP FUNCTION IF EXISTS record_entry_words(statements_statement);
-- What was said, with translations; who said it; on which occasion; and of what. The last three as
-- text: many statements share them.
CREATE FUNCTION record_entry_words(statement statements_statement)
RETURNS TABLE (said tsvector, names text, occasion text, topics text) LANGUAGE sql STABLE AS $$
    SELECT record_part(record_words_vector(statement.language, statement.text), 'A')
    || coalesce((
        SELECT record_vectors(record_part(
            record_words_vector(translation.language, translation.text), 'B'
        ) ORDER BY translation.id)
        FROM statements_translation translation WHERE translation.statement_id = statement.id
    ), ''::tsvector),
    concat_ws(' ',
        statement.attribution,
        (SELECT name FROM people_person WHERE id = statement.person_id),
        (SELECT string_agg(name, ' ') FROM people_personname
            WHERE person_id = statement.person_id),
        (SELECT concat_ws(' ', name, short_name, (
            SELECT string_agg(name, ' ') FROM people_organizationname other
            WHERE other.organization_id = organization.id))
            FROM people_organization organization
            WHERE id = coalesce(statement.organization_id, held.organization_id)),
        held.title
    ),
    coalesce((SELECT concat_ws(' ', name, place) FROM statements_occasion
        WHERE id = statement.occasion_id), ''),
    coalesce((WITH RECURSIVE topics AS (
        SELECT topic.name, topic.parent_id FROM statements_statement_topics given
            JOIN statements_topic topic ON topic.id = given.topic_id
            WHERE given.statement_id = statement.id
        UNION SELECT above.name, above.parent_id FROM statements_topic above
            JOIN topics ON above.id = topics.parent_id
    ) SELECT string_agg(name, ' ' ORDER BY name) FROM topics), '')
    FROM (SELECT 1) AS one LEFT JOIN (
        SELECT office.title, office.organization_id FROM people_tenure tenure
            JOIN people_office office ON office.id = tenure.office_id
            WHERE tenure.id = statement.tenure_id
    ) AS held ON true
$$;
-- Two writers who touch one statement at the same time wait for each other at its entry, and the
-- second reads what the first has written: each command of a volatile function sees anew.
--
-- Some entries at a time go into the index together, in the order of its keys, which takes a
-- fraction of the time of one after another. What waits for it is flushed at once: a reader would
-- have to walk through it.
--
-- To plan for one takes longer than to write it, and a plan for thousands is another one.
CREATE OR REPLACE FUNCTION record_search_refresh(statement_ids bigint[]) RETURNS void
LANGUAGE plpgsql SET gin_pending_list_limit = '64MB' SET plan_cache_mode = 'auto' AS $$
DECLARE
    batch bigint[];
BEGIN
    PERFORM set_config('plan_cache_mode', CASE WHEN cardinality(statement_ids) <= {FEW}
        THEN 'force_generic_plan' ELSE 'force_custom_plan' END, true);
    PERFORM FROM statements_searchentry WHERE statement_id = ANY (statement_ids)
        ORDER BY statement_id FOR UPDATE;
    FOR place IN 1 .. coalesce(cardinality(statement_ids), 0) BY {TOGETHER} LOOP
        batch := statement_ids[place : place + {TOGETHER} - 1];
        WITH entry AS MATERIALIZED (
            SELECT statement, words.*
            FROM statements_statement statement
                CROSS JOIN LATERAL record_entry_words(statement) AS words
            WHERE statement.id = ANY (batch)
        ), part AS MATERIALIZED (
            SELECT words, record_words_vector('en', words) AS vector
            FROM (SELECT names FROM entry UNION SELECT occasion FROM entry
                UNION SELECT topics FROM entry) AS shared (words)
        ), whole AS MATERIALIZED (
            SELECT statement, said || record_part(names.vector, 'C')
                || record_part(occasion.vector, 'D') || record_part(topics.vector, 'D') AS vector
            FROM entry JOIN part AS names ON names.words = entry.names
                JOIN part AS occasion ON occasion.words = entry.occasion
                JOIN part AS topics ON topics.words = entry.topics
        )
        INSERT INTO statements_searchentry ({_COLUMNS})
        SELECT (statement).id, (statement).status = 'published', (statement).said_on_earliest,
            coalesce((statement).said_on_latest, DATE '0001-01-01'), own.attributes,
            own.facet_count, vector, pairs
        FROM whole CROSS JOIN LATERAL record_entry_attributes(statement) AS own
            CROSS JOIN LATERAL record_pairs(vector)
        ORDER BY (statement).id
        {_or_change("statements_searchentry")};
        INSERT INTO statements_searchsample ({_COLUMNS})
        SELECT {_COLUMNS} FROM statements_searchentry
        WHERE statement_id = ANY (batch) AND statement_id % {KEPT} = 0
        {_or_change("statements_searchsample")};
        PERFORM record_search_flush();
    END LOOP;
END $$;

-- The indexes' owner alone may flush them, whoever writes.
CREATE OR REPLACE FUNCTION record_search_flush() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    -- While migrations fill the entries there is no index yet.
    SELECT gin_clean_pending_list(index)
    FROM unnest(ARRAY['statements_search_words', 'statements_sample_words']) AS name,
        to_regclass('public.' || name) AS index
    WHERE index IS NOT NULL
$$;
"""

ENTRIES = _VECTORS + _DAYS + _ATTRIBUTES + _TABLES + _PAIRS + _REFRESH

# Counts read thousands of rows for a few numbers each. So what only the index or a rare reader asks
# for stands beside them: of rows with their vectors five fit into eight kilobytes, without some
# forty. PostgreSQL moves nothing out of rows shorter than two kilobytes; as much in blanks, which
# shrink to thirty bytes, makes it look.
_BLANKS = 2_048


def _apart(table: str) -> str:
    return f"""
ALTER TABLE {table}
    ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN pairs SET STORAGE EXTERNAL,
    ALTER COLUMN attributes SET STORAGE MAIN, SET (toast_tuple_target = 256);
-- Every row is written anew.
ALTER TABLE {table}
    ADD COLUMN blanks text GENERATED ALWAYS AS (repeat(' ', {_BLANKS})) STORED;
"""


VECTORS_APART = _apart("statements_searchentry") + _apart("statements_searchsample")

FACETS_FIRST = f"""
UPDATE statements_searchentry AS entry SET (attributes, facet_count)
    = ({_facets_first("SELECT unnest(entry.attributes)")});
"""
FILL_SAMPLES = f"""
INSERT INTO statements_searchsample ({_COLUMNS})
SELECT {_COLUMNS} FROM statements_searchentry WHERE statement_id % {KEPT} = 0
ON CONFLICT DO NOTHING;
"""
FILL = "SELECT record_search_refresh(array_agg(id)) FROM statements_statement;"

# What an earlier arrangement left behind: row by row, without attributes.
_OLD_TABLES = (
    *("statements_statement", "statements_translation", "statements_statement_topics"),
    *("statements_topic", "statements_occasion", "people_person", "people_personname"),
    *("people_organization", "people_organizationname", "people_office", "people_tenure"),
)
DROP_OLD = "".join(
    f"DROP TRIGGER IF EXISTS record_search ON {table};"
    f"DROP FUNCTION IF EXISTS record_search_{table}();"
    for table in _OLD_TABLES
)
