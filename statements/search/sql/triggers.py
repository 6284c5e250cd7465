"""What keeps the entries current: every write, by whichever way it came, marks what it touches.

A statement-level trigger on each table the entries are made of notes the statements concerned
in `statements_searchpending`; a trigger there makes their entries anew, once for all of them.
It does so at once, or, for a bulk load that says `SET CONSTRAINTS record_search DEFERRED`, at
commit: a statement whose appearances and topics follow in other commands is then entered once.
"""

# Which statements rows of a table concern; {rows} are the changed rows, before and after.
_OF_STATEMENT = "SELECT statement_id FROM {rows} AS row"
_OFFICES = """
    SELECT statement.id FROM {rows} AS row
    JOIN people_tenure tenure ON tenure.office_id = row.id
    JOIN statements_statement statement ON statement.tenure_id = tenure.id
"""
_ORGANIZATIONS = """
    WITH RECURSIVE below AS (
        SELECT {key} AS id FROM {{rows}} AS row
        UNION SELECT child.id FROM people_organization child
            JOIN below ON child.parent_id = below.id
    )
    SELECT statement.id FROM statements_statement statement
        JOIN below ON below.id = statement.organization_id
    UNION SELECT statement.id FROM statements_statement statement
        JOIN people_tenure tenure ON tenure.id = statement.tenure_id
        JOIN people_office office ON office.id = tenure.office_id
        JOIN below ON below.id = office.organization_id
"""
_TOPICS = """
    WITH RECURSIVE below AS (
        SELECT id FROM {rows} AS row
        UNION SELECT child.id FROM statements_topic child JOIN below ON child.parent_id = below.id
    )
    SELECT given.statement_id FROM statements_statement_topics given
        JOIN below ON below.id = given.topic_id
"""


def _by(column: str, key: str = "id") -> str:
    return (
        "SELECT statement.id FROM {rows} AS row "
        f"JOIN statements_statement statement ON statement.{column} = row.{key}"
    )


# Per table: the columns whose change matters, whether new and deleted rows do, and the statements.
WATCHED = {
    "statements_statement": (
        "text language attribution person_id organization_id tenure_id occasion_id status kind"
        " said_on_earliest said_on_latest",
        "insert",
        "SELECT id FROM {rows} AS row",
    ),
    "statements_translation": ("statement_id text language", "any", _OF_STATEMENT),
    "statements_statement_topics": ("statement_id topic_id", "any", _OF_STATEMENT),
    "statements_appearance": (
        "statement_id document_id credited_outlet_id state",
        "any",
        _OF_STATEMENT,
    ),
    "statements_topic": ("name parent_id", "", _TOPICS),
    "statements_occasion": ("name place", "", _by("occasion_id")),
    "sources_document": (
        "outlet_id",
        "",
        "SELECT statement_id FROM {rows} AS row "
        "JOIN statements_appearance appearance ON appearance.document_id = row.id",
    ),
    "people_person": ("name", "", _by("person_id")),
    "people_personname": ("person_id name", "any", _by("person_id", "person_id")),
    "people_organization": ("name short_name parent_id", "", _ORGANIZATIONS.format(key="row.id")),
    "people_organizationname": (
        "organization_id name",
        "any",
        _ORGANIZATIONS.format(key="row.organization_id"),
    ),
    "people_office": ("title organization_id", "", _OFFICES),
    "people_tenure": ("office_id", "", _by("tenure_id")),
}

# Stands among the statements noted, in the place of one that cannot be: its trigger takes all of
# them. A trigger for each would be thousands, all but the first with nothing left to do.
MARK = 0

_PENDING = f"""
CREATE UNLOGGED TABLE IF NOT EXISTS statements_searchpending (
    -- Rows live within one transaction, so that no writer waits here for another.
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    statement_id bigint NOT NULL,
    PRIMARY KEY (transaction, statement_id)
);
CREATE OR REPLACE FUNCTION record_search_pending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    WITH taken AS (
        DELETE FROM statements_searchpending WHERE transaction = pg_current_xact_id()
        RETURNING statement_id
    ) SELECT array_agg(statement_id ORDER BY statement_id) INTO ids FROM taken
    WHERE statement_id <> {MARK};
    IF ids IS NOT NULL THEN PERFORM record_search_refresh(ids); END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS record_search ON statements_searchpending;
CREATE CONSTRAINT TRIGGER record_search AFTER INSERT ON statements_searchpending
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (NEW.statement_id = {MARK})
    EXECUTE FUNCTION record_search_pending();
"""

# What is in one and not in the other. Not by matching rows: a plan for that would be made for the
# first command's few rows and kept, and a thousand be matched with a thousand one by one.
_CHANGED = """(
    (SELECT id, {names} FROM fresh EXCEPT SELECT id, {names} FROM gone)
    UNION ALL
    (SELECT id, {names} FROM gone EXCEPT SELECT id, {names} FROM fresh)
)"""
_EVENTS = {
    "insert": "REFERENCING NEW TABLE AS fresh",
    "update": "REFERENCING OLD TABLE AS gone NEW TABLE AS fresh",
    "delete": "REFERENCING OLD TABLE AS gone",
}


def _trigger(table: str, event: str, rows: str, statements: str) -> str:
    name = f"record_search_{event}"
    return f"""
    CREATE OR REPLACE FUNCTION {name}_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO statements_searchpending (statement_id)
        WITH found (id) AS ({statements.format(rows=rows)})
        SELECT DISTINCT id FROM found UNION ALL (SELECT {MARK} FROM found LIMIT 1)
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER {name} AFTER {event.upper()} ON {table} {_EVENTS[event]}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}_{table}();
    """


def _watch(table: str, columns: str, others: str, statements: str) -> str:
    changed = _CHANGED.format(names=", ".join(columns.split()))
    triggers = [_trigger(table, "update", changed, statements)]
    if others:
        triggers.append(_trigger(table, "insert", "fresh", statements))
    if others == "any":
        triggers.append(_trigger(table, "delete", "gone", statements))
    return "".join(triggers)


# A statement deleted by plain SQL takes its entry along, as one deleted through Django does.
_FORGET = """
CREATE OR REPLACE FUNCTION record_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM statements_searchentry WHERE statement_id = OLD.id;
    DELETE FROM statements_searchsample WHERE statement_id = OLD.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER record_search_forget AFTER DELETE ON statements_statement
    FOR EACH ROW EXECUTE FUNCTION record_search_forget();
"""

# Plain SQL and not pgtrigger's, which would need a proxy model for each of the other apps'
# tables: people must not know of statements.
TRIGGERS = (
    _PENDING + "".join(_watch(table, *watched) for table, watched in WATCHED.items()) + _FORGET
)
