"""The officials of the record as one Popolo JSON document (popoloproject.com), streamed.

Popolo has no word for some of what the record says: what stands beside its own properties is
named in docs/importing.md, and `people.importing.popolo` reads all of it back.
"""

from collections.abc import Iterator

from django.db import connection

from people.importing.popolo_words import GENERATOR
from people.models.persons import NameKind
from people.partial_date_sql import edtf
from people.partial_dates import CIRCA_MARGIN

PATH = "popolo.json"

_NOTES = " ".join(f"WHEN '{kind}' THEN '{label}'" for kind, label in NameKind.choices)


def popolo() -> Iterator[bytes]:
    """Yield the document in blocks: the rows that `number_rows` numbered, in order of address."""
    yield f'{{"generator": "{GENERATOR}"'.encode()
    for name, sql in LISTS.items():
        yield f',\n"{name}": [\n'.encode()
        yield from _items(sql)
        yield b"]"
    yield b"}\n"


def _items(sql: str) -> Iterator[bytes]:
    # JSON holds neither of these two characters, so that its lines come out as they are.
    copy = f"COPY ({sql}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
    with connection.cursor() as cursor, cursor.copy(copy) as blocks:
        for block in blocks:
            yield bytes(block)


def _list(rows: str, order: tuple[str, ...], **properties: str) -> str:
    """Return the SQL of a list's items, one a line, with commas between; what is null is left out.

    `properties` are their names and SQL, in order.
    """
    told = ", ".join(f"'{name}', {sql}" for name, sql in properties.items())
    ordered = ", ".join(f'{key} COLLATE "C"' for key in order)
    comma = f"CASE WHEN row_number() OVER (ORDER BY {ordered}) > 1 THEN ',' ELSE '' END"
    return (
        f"SELECT {comma} || json_strip_nulls(json_build_object({told}))::text"
        f" FROM {rows} ORDER BY {ordered}"
    )


def _filled(column: str) -> str:
    return f"nullif({column}, '')"


def _names(owner: str) -> str:
    return (
        "(SELECT json_agg(json_build_object('name', other.name,"
        f" 'lang', {_filled('other.language')}, 'note', CASE other.kind {_NOTES} END)"
        ' ORDER BY other.name COLLATE "C", other.language COLLATE "C")'
        f" FROM people_{owner}name other WHERE other.{owner}_id = {owner}.id)"
    )


def _identifiers(owner: str) -> str:
    return (
        "(SELECT json_agg(json_build_object('scheme', own.scheme, 'identifier', own.value)"
        ' ORDER BY own.scheme COLLATE "C", own.value COLLATE "C")'
        f" FROM people_{owner}identifier own WHERE own.{owner}_id = {owner}.id)"
    )


def _dates(property_name: str, table: str, name: str) -> dict[str, str]:
    """Return a date as Popolo has it, and "about a year" beside it as EDTF has it."""
    whole = f'{table}."{name}_earliest"'
    circa = f"{table}.{name}_precision = 'circa'"
    year = f"(extract(year FROM {whole})::int + {CIRCA_MARGIN})::text"
    told = edtf(table, name)
    return {
        property_name: f"CASE WHEN {circa} THEN {year} ELSE nullif({told}, '') END",
        f"{property_name}_edtf": f"CASE WHEN {circa} THEN {told} END",
    }


LISTS = {
    "persons": _list(
        "people_person person JOIN key_person k ON k.id = person.id",
        ("person.slug",),
        id="person.slug",
        name="person.name",
        sort_name="person.sort_name",
        summary=_filled("person.description"),
        **_dates("birth_date", "person", "born"),
        **_dates("death_date", "person", "died"),
        other_names=_names("person"),
        identifiers=_identifiers("person"),
    ),
    "organizations": _list(
        "people_organization organization JOIN key_organization k ON k.id = organization.id"
        " LEFT JOIN people_organization parent ON parent.id = organization.parent_id",
        ("organization.slug",),
        id="organization.slug",
        name="organization.name",
        short_name=_filled("organization.short_name"),
        classification="organization.kind",
        abstract=_filled("organization.description"),
        parent_id="parent.slug",
        area_id=_filled("organization.country"),
        other_names=_names("organization"),
        identifiers=_identifiers("organization"),
    ),
    "posts": _list(
        "people_office office JOIN key_office k ON k.id = office.id"
        " JOIN people_organization organization ON organization.id = office.organization_id",
        ("office.slug",),
        id="office.slug",
        label="office.title",
        organization_id="organization.slug",
        description=_filled("office.description"),
        identifiers=_identifiers("office"),
    ),
    "memberships": _list(
        "people_tenure tenure JOIN key_tenure k ON k.id = tenure.id"
        " JOIN people_person person ON person.id = tenure.person_id"
        " JOIN people_office office ON office.id = tenure.office_id"
        " JOIN people_organization organization ON organization.id = office.organization_id",
        ("person.slug", "office.slug", "coalesce(tenure.start_earliest::text, '')"),
        person_id="person.slug",
        organization_id="organization.slug",
        post_id="office.slug",
        label="office.title",
        **_dates("start_date", "tenure", "start"),
        **_dates("end_date", "tenure", "end"),
        state="tenure.state",
        note=_filled("tenure.note"),
    ),
    "areas": _list(
        "(SELECT DISTINCT country FROM people_organization organization"
        " JOIN key_organization k ON k.id = organization.id WHERE country <> '') area",
        ("area.country",),
        id="area.country",
        name="area.country",
        identifier="area.country",
        classification="'country'",
    ),
}
