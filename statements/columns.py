"""The columns of statements in files, as SQL: the database writes them out by itself.

The public's file, the staff's and each report take theirs from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from people.codes import main_languages
from people.partial_date_sql import edtf

# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """`sql` may speak of the statement and of what `needs` joins; `is_text` came from outside.

    `{person-detail person.slug}` stands for the address of a page.
    """

    label: str
    sql: str
    needs: tuple[str, ...] = ()
    is_text: bool = False


def _outlet(name: str, key: str) -> str:
    return (
        f"LEFT JOIN sources_outlet {name} ON {name}.id = place.{key} LEFT JOIN people_organization"
        f" {name}_affiliation ON {name}_affiliation.id = {name}.affiliation_id"
    )


def _affiliation(name: str) -> str:
    return f"coalesce(nullif({name}.affiliation_note, ''), {name}_affiliation.name)"


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
        "LEFT JOIN LATERAL (SELECT appearance.state, appearance.locator, appearance.exact,"
        " appearance.credited_outlet_id, document.title, document.public_id, document.authors,"
        " document.canonical_url, document.outlet_id, document.published_on_precision,"
        " document.published_on_earliest"
        " FROM statements_appearance appearance"
        " JOIN sources_document document ON document.id = appearance.document_id"
        " WHERE appearance.statement_id = statement.id ORDER BY appearance.id LIMIT 1)"
        " place ON true"
    ),
    "outlet": _outlet("outlet", "outlet_id"),
    "credited": _outlet("credited", "credited_outlet_id"),
    "tongue": "LEFT JOIN {languages} ON tongue.code = split_part(statement.language, '-', 1)",
    "entered": "LEFT JOIN auth_user entered ON entered.id = statement.entered_by_id",
    "reviewed": "LEFT JOIN auth_user reviewed ON reviewed.id = statement.reviewed_by_id",
}

_TOPICS = (
    "(SELECT string_agg(topic.name, '; ' ORDER BY topic.name)"
    " FROM statements_statement_topics given"
    " JOIN statements_topic topic ON topic.id = given.topic_id"
    " WHERE given.statement_id = statement.id)"
)
_TRANSLATIONS = (
    "(SELECT string_agg(concat_ws(', ', translation.language,"
    " CASE WHEN translation.is_official THEN 'official' END,"
    " 'by ' || nullif(translation.translator, '')) || ': ' || translation.text, chr(10)"
    " ORDER BY translation.is_official DESC, translation.language, translation.id)"
    " FROM statements_translation translation WHERE translation.statement_id = statement.id)"
)
_ADDRESSEES = (
    "(SELECT string_agg(coalesce(person.name, organization.name, addressee.description), '; '"
    " ORDER BY addressee.id) FROM statements_addressee addressee"
    " LEFT JOIN people_person person ON person.id = addressee.person_id"
    " LEFT JOIN people_organization organization ON organization.id = addressee.organization_id"
    " WHERE addressee.statement_id = statement.id)"
)
_APPEARANCES = (
    "(SELECT count(*) FROM statements_appearance one WHERE one.statement_id = statement.id)"
)
_CORRECTED_AT = (
    "(SELECT max(correction.corrected_at) FROM statements_correction correction"
    " WHERE correction.statement_id = statement.id)"
)


def _instant(sql: str) -> str:
    return f"to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


COLUMNS: dict[str, Column] = {
    "address": Column("Address", "{statement-detail statement.public_id}"),
    "public_id": Column("Public id", "statement.public_id"),
    "kind": Column("Kind", "statement.kind"),
    "language": Column("Language", "statement.language"),
    "language_name": Column("Language by name", "tongue.name", ("tongue",)),
    "text": Column("Words", "statement.text", is_text=True),
    "translations": Column("Translations", _TRANSLATIONS),
    "speaker": Column(
        "Speaker", "coalesce(person.name, organization.name)", ("person", "organization"), True
    ),
    "speaker_address": Column(
        "Speaker’s page",
        "coalesce({person-detail person.slug}, {organization-detail organization.slug})",
        ("person", "organization"),
    ),
    "attribution": Column("Attribution", "statement.attribution", is_text=True),
    "office": Column("Office", "office.title", ("held",), True),
    "office_organization": Column(
        "Organization of the office", "office_organization.name", ("held",), True
    ),
    "office_address": Column("Office’s page", "{office-detail office.slug}", ("held",)),
    "said_on": Column("Said on", edtf("statement", "said_on")),
    "said_on_earliest": Column("Said on, earliest", "statement.said_on_earliest"),
    "said_on_latest": Column("Said on, latest", "statement.said_on_latest"),
    "addressees": Column("Addressees", _ADDRESSEES, is_text=True),
    "occasion": Column("Occasion", "occasion.name", ("occasion",), True),
    "occasion_kind": Column("Kind of occasion", "occasion.kind", ("occasion",)),
    "occasion_place": Column("Place of the occasion", "occasion.place", ("occasion",), True),
    "occasion_address": Column("Occasion’s page", "{occasion-detail occasion.slug}", ("occasion",)),
    "topics": Column("Topics", _TOPICS, is_text=True),
    "note": Column("Note", "statement.note", is_text=True),
    "document": Column("Document", "place.title", ("place",), True),
    "document_address": Column("Document’s page", "{document-detail place.public_id}", ("place",)),
    "document_authors": Column("Document’s authors", "place.authors", ("place",), True),
    "document_published_on": Column(
        "Document published on", edtf("place", "published_on"), ("place",)
    ),
    "source_url": Column("Document’s address", "place.canonical_url", ("place",), True),
    "exact_words": Column("Words in the document", "place.exact", ("place",), True),
    "locator": Column("Place in the document", "place.locator", ("place",), True),
    "outlet": Column("Outlet", "outlet.name", ("place", "outlet"), True),
    "outlet_affiliation": Column(
        "Outlet’s affiliation", _affiliation("outlet"), ("place", "outlet"), True
    ),
    "credited_outlet": Column("Credited outlet", "credited.name", ("place", "credited"), True),
    "credited_outlet_affiliation": Column(
        "Credited outlet’s affiliation", _affiliation("credited"), ("place", "credited"), True
    ),
    "verification": Column("Verification", "place.state", ("place",)),
    "appearances": Column("Appearances", _APPEARANCES),
    "version": Column("Version", "statement.version"),
    "published_at": Column("Published at", _instant("statement.published_at")),
    "corrected_at": Column("Corrected at", _instant(_CORRECTED_AT)),
    "status": Column("Status", "statement.status"),
    "entered_by": Column("Entered by", "entered.username", ("entered",), True),
    "reviewed_by": Column("Reviewed by", "reviewed.username", ("reviewed",), True),
    "created_at": Column("Entered at", _instant("statement.created_at")),
    "updated_at": Column("Changed at", _instant("statement.updated_at")),
}
# What the public does not see.
WORKING: tuple[str, ...] = ("status", "entered_by", "reviewed_by", "created_at", "updated_at")
PUBLIC: tuple[str, ...] = tuple(name for name in COLUMNS if name not in WORKING)
USUAL: tuple[str, ...] = ("address", "speaker", "office", "said_on", "text", "outlet", "status")

_STARTS = ", ".join(f"chr({ord(sign)})" for sign in FORMULA)
_PAGE = re.compile(r"\{([a-z-]+) ([a-z_.]+)\}")
_PLACEHOLDER = "0" * 10


def select(found: str, columns: tuple[str, ...], *, site: str, limit: int | None = None) -> str:
    """Return the SQL of the rows whose keys the SQL `found` gives, newest first.

    Text from outside is disarmed: no spreadsheet computes it. `site` stands before addresses.
    """
    needed = {need for name in columns for need in COLUMNS[name].needs}
    joins = " ".join(sql for name, sql in JOINS.items() if name in needed)
    joins = joins.replace("{languages}", _languages())
    shown = ", ".join(f'{_disarmed(COLUMNS[name], site)} AS "{name}"' for name in columns)
    end = f" LIMIT {limit}" if limit is not None else ""
    return (
        f"SELECT {shown} FROM ({found}) AS found (id)"
        f" JOIN statements_statement statement ON statement.id = found.id {joins}"
        f" ORDER BY statement.said_on_latest DESC NULLS LAST, statement.id DESC{end}"
    )


def disarm(value: Any) -> str:
    """Return `value` as text that no spreadsheet computes."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA) else text


def _disarmed(column: Column, site: str) -> str:
    sql = _PAGE.sub(lambda page: _address(page[1], page[2], site), column.sql)
    if not column.is_text:
        return sql
    return f"CASE WHEN left({sql}, 1) IN ({_STARTS}) THEN '''' || {sql} ELSE {sql} END"


def _address(view: str, key: str, site: str) -> str:
    before, after = f"{site}{reverse(view, args=[_PLACEHOLDER])}".split(_PLACEHOLDER)
    return f"({_quoted(before)} || {key} || {_quoted(after)})"


def _quoted(text: str) -> str:
    # A percent sign would be taken for a parameter.
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


@cache
def _languages() -> str:
    """Return the SQL of the names of languages by their codes."""
    named = ", ".join(
        f"({_quoted(code)}, {_quoted(name)})" for code, name in main_languages().items()
    )
    return f"(VALUES {named}) AS tongue (code, name)"
