"""The columns of a report's rows, as SQL: the database writes them out by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from people.partial_date_sql import edtf
from statements.exports import FORMULA

_PLACEHOLDER = "0" * 10


@dataclass(frozen=True, slots=True)
class Column:
    """`sql` may speak of the statement and of what `needs` joins; `is_text` came from outside."""

    label: str
    sql: str
    needs: tuple[str, ...] = ()
    is_text: bool = False


# What is joined, in this order, where a column needs it.
JOINS = {
    "person": "LEFT JOIN people_person person ON person.id = statement.person_id",
    "organization": (
        "LEFT JOIN people_organization organization ON organization.id = statement.organization_id"
    ),
    "held": (
        "LEFT JOIN people_tenure tenure ON tenure.id = statement.tenure_id "
        "LEFT JOIN people_office office ON office.id = tenure.office_id "
        "LEFT JOIN people_organization office_organization"
        " ON office_organization.id = office.organization_id"
    ),
    "occasion": "LEFT JOIN statements_occasion occasion ON occasion.id = statement.occasion_id",
    # The first place it stands in.
    "place": (
        "LEFT JOIN LATERAL (SELECT appearance.state, appearance.locator,"
        " appearance.credited_outlet_id, document.title, document.public_id,"
        " document.canonical_url, document.outlet_id"
        " FROM statements_appearance appearance"
        " JOIN sources_document document ON document.id = appearance.document_id"
        " WHERE appearance.statement_id = statement.id ORDER BY appearance.id LIMIT 1)"
        " place ON true"
    ),
    "outlet": "LEFT JOIN sources_outlet outlet ON outlet.id = place.outlet_id",
    "credited": "LEFT JOIN sources_outlet credited ON credited.id = place.credited_outlet_id",
    "entered": "LEFT JOIN auth_user entered ON entered.id = statement.entered_by_id",
    "reviewed": "LEFT JOIN auth_user reviewed ON reviewed.id = statement.reviewed_by_id",
}

_TOPICS = (
    "(SELECT string_agg(topic.name, '; ' ORDER BY topic.name)"
    " FROM statements_statement_topics given"
    " JOIN statements_topic topic ON topic.id = given.topic_id"
    " WHERE given.statement_id = statement.id)"
)
_APPEARANCES = (
    "(SELECT count(*) FROM statements_appearance one WHERE one.statement_id = statement.id)"
)


def _instant(column: str) -> str:
    return f"to_char(statement.{column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


COLUMNS: dict[str, Column] = {
    "address": Column("Address", "{statement_detail}"),
    "public_id": Column("Public id", "statement.public_id"),
    "kind": Column("Kind", "statement.kind"),
    "language": Column("Language", "statement.language"),
    "text": Column("Words", "statement.text", is_text=True),
    "speaker": Column(
        "Speaker", "coalesce(person.name, organization.name)", ("person", "organization"), True
    ),
    "attribution": Column("Attribution", "statement.attribution", is_text=True),
    "office": Column("Office", "office.title", ("held",), True),
    "office_organization": Column(
        "Organization of the office", "office_organization.name", ("held",), True
    ),
    "said_on": Column("Said on", edtf("statement", "said_on")),
    "said_on_earliest": Column("Said on, earliest", "statement.said_on_earliest"),
    "said_on_latest": Column("Said on, latest", "statement.said_on_latest"),
    "occasion": Column("Occasion", "occasion.name", ("occasion",), True),
    "topics": Column("Topics", _TOPICS, is_text=True),
    "document": Column("Document", "place.title", ("place",), True),
    "document_address": Column("Document’s page", "{document_detail}", ("place",)),
    "source_url": Column("Document’s address", "place.canonical_url", ("place",), True),
    "outlet": Column("Outlet", "outlet.name", ("place", "outlet"), True),
    "credited_outlet": Column("Credited outlet", "credited.name", ("place", "credited"), True),
    "locator": Column("Place in the document", "place.locator", ("place",), True),
    "verification": Column("Verification", "place.state", ("place",)),
    "appearances": Column("Appearances", _APPEARANCES),
    "note": Column("Note", "statement.note", is_text=True),
    "status": Column("Status", "statement.status"),
    "entered_by": Column("Entered by", "entered.username", ("entered",), True),
    "reviewed_by": Column("Reviewed by", "reviewed.username", ("reviewed",), True),
    "version": Column("Version", "statement.version"),
    "created_at": Column("Entered at", _instant("created_at")),
    "updated_at": Column("Changed at", _instant("updated_at")),
    "published_at": Column("Published at", _instant("published_at")),
}
USUAL: tuple[str, ...] = ("address", "speaker", "office", "said_on", "text", "outlet", "status")

_STARTS = ", ".join(f"chr({ord(sign)})" for sign in FORMULA)


def select(found: str, columns: tuple[str, ...], *, site: str, limit: int | None = None) -> str:
    """Return the SQL of the rows whose keys the SQL `found` gives, newest first.

    Text from outside is disarmed: no spreadsheet computes it. `site` stands before addresses.
    """
    needed = {need for name in columns for need in COLUMNS[name].needs}
    joins = " ".join(sql for name, sql in JOINS.items() if name in needed)
    shown = ", ".join(f'{_disarmed(COLUMNS[name], site)} AS "{name}"' for name in columns)
    end = f" LIMIT {limit}" if limit is not None else ""
    return (
        f"SELECT {shown} FROM ({found}) AS found (id)"
        f" JOIN statements_statement statement ON statement.id = found.id {joins}"
        f" ORDER BY statement.said_on_latest DESC NULLS LAST, statement.id DESC{end}"
    )


def _disarmed(column: Column, site: str) -> str:
    sql = column.sql
    if sql == "{statement_detail}":
        return _address("statement-detail", "statement.public_id", site)
    if sql == "{document_detail}":
        return _address("document-detail", "place.public_id", site)
    if not column.is_text:
        return sql
    return f"CASE WHEN left({sql}, 1) IN ({_STARTS}) THEN '''' || {sql} ELSE {sql} END"


def _address(view: str, public_id: str, site: str) -> str:
    before, after = f"{site}{reverse(view, args=[_PLACEHOLDER])}".split(_PLACEHOLDER)
    return f"{_quoted(before)} || {public_id} || {_quoted(after)}"


def _quoted(text: str) -> str:
    # A percent sign would be taken for a parameter.
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"
