"""What a list shows of a statement: a flat row each, all of them by one query.

A page shows twenty-five, so that what is spent on each counts: nothing is loaded that is not
shown, and what is shown is put together once.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from markupsafe import Markup

from config.parts import url
from people.codes import language_name
from people.partial_dates import PartialDate, Precision
from statements.asking import Asked
from statements.models import Appearance, Statement
from statements.search.finding import NO_DAY, Keys
from statements.search.highlighting import highlight, highlight_html
from statements.search.query import parse
from statements.typography import as_quoted, quotation_marks

# Deny by default: what is not published is shown in no list, whoever asks for its key.
#
# In the database, so that each connection plans it once: planning takes three times as long as
# reading the rows.
#
# Where a statement stands first is read from the index of places alone. For the planner that costs
# as much as the row itself once any page of the table holds a new one: without a choice to sort, it
# goes by the index that is in order. Translations, of which there are few, are sorted.
FUNCTION = """
DROP FUNCTION IF EXISTS record_listed(bigint[], boolean);
CREATE FUNCTION record_listed(keys bigint[], with_translations boolean) RETURNS TABLE (
    id bigint, public_id text, words text, language text, kind text,
    earliest date, latest date, said_precision text,
    attribution text, speaker text, person_slug text, organization_slug text,
    office text, office_slug text, seat text,
    state text, outlet text, credited text, affiliation text, translations text[]
) LANGUAGE plpgsql STABLE SET enable_sort = off AS $$
BEGIN
    RETURN QUERY SELECT statement.id, statement.public_id::text, statement.text,
        statement.language::text, statement.kind::text, statement.said_on_earliest,
        statement.said_on_latest, statement.said_on_precision::text, statement.attribution::text,
        coalesce(person.name, organization.name)::text, person.slug::text,
        organization.slug::text, held.title::text, held.slug::text, organ.name::text,
        place.state::text, place.outlet::text, place.credited::text, place.affiliation::text,
        CASE WHEN with_translations THEN ARRAY(
            SELECT ARRAY[translation.language::text, translation.text]
            FROM statements_translation translation
            WHERE translation.statement_id = statement.id ORDER BY translation.id + 0
        ) END
    FROM unnest(keys) WITH ORDINALITY AS listed (key, number)
    JOIN statements_statement statement
        ON statement.id = listed.key AND statement.status = 'published'
    LEFT JOIN people_person person ON person.id = statement.person_id
    LEFT JOIN people_organization organization ON organization.id = statement.organization_id
    LEFT JOIN people_tenure tenure ON tenure.id = statement.tenure_id
    LEFT JOIN people_office held ON held.id = tenure.office_id
    LEFT JOIN people_organization organ ON organ.id = held.organization_id
    LEFT JOIN LATERAL (
        SELECT appearance.state, reporter.name AS outlet, source.name AS credited,
            source.affiliation_note AS affiliation
        FROM statements_appearance appearance
        JOIN sources_document document ON document.id = appearance.document_id
        LEFT JOIN sources_outlet reporter ON reporter.id = document.outlet_id
        LEFT JOIN sources_outlet source ON source.id = appearance.credited_outlet_id
        WHERE appearance.statement_id = statement.id ORDER BY appearance.id LIMIT 1
    ) AS place ON true
    ORDER BY listed.number;
END $$;
"""


@dataclass(slots=True)
class Byline:
    """Who said it, in the office held that day, and when; empty where it is not known."""

    speaker: str
    speaker_url: str
    attribution: str
    office: str
    office_url: str
    # The organization of the office.
    seat: str
    said_on: str


@dataclass(slots=True)
class Place:
    """Where a statement stands first, and whether its words were found there."""

    state: str
    state_label: str
    outlet: str
    credited: str
    affiliation: str


@dataclass(slots=True)
class Found:
    """A translation with what answers the reader's search marked in it."""

    language: str
    language_name: str
    words: Markup


@dataclass(slots=True)
class Listed:
    """A statement in a list: its `text`, and its `words` as they are shown: as a quotation is set,
    HTML where what answers the search is marked.
    """

    pk: int
    public_id: str
    url: str
    kind: str
    language: str
    text: str
    words: str | Markup
    # The marks around the words; none around what is reported in others.
    opening: str
    closing: str
    # Its day in the order of lists.
    day: date
    byline: Byline
    place: Place | None
    # Pairs of a language and a text.
    translations: list[list[str]]
    # The translations that answer the search.
    found: list[Found] = field(default_factory=list)


def read(keys: Keys) -> list[Listed]:
    """Return the published ones of these statements, in their order; one query."""
    return ask(keys).read()


def ask(keys: Keys, *, with_translations: bool = False) -> Asked[list[Listed]]:
    """Ask for the published ones of these statements, in their order."""
    return Asked(
        f"SELECT * FROM record_listed({keys.sql}, %s)",
        [*keys.params, with_translations],
        lambda rows: [_listed(*row) for row in rows],
    )


def read_of(rows: QuerySet[Statement]) -> list[Listed]:
    """Return the published ones of these rows, in their order; one query."""
    try:
        sql, params = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    return read(Keys(f"ARRAY({sql})", params))


def byline_of(statement: Statement) -> Byline:
    """Return the byline of a statement that is loaded with its speaker."""
    speaker, tenure = statement.speaker, statement.tenure
    office = tenure.office if tenure else None
    return Byline(
        speaker.name if speaker else "",
        speaker.get_absolute_url() if speaker else "",
        statement.attribution,
        office.title if office else "",
        office.get_absolute_url() if office else "",
        office.organization.name if office else "",
        str(statement.said_on or ""),
    )


def mark(rows: list[Listed], text: str) -> None:
    """Mark what answers `text` in the words of each row, and in those translations that do."""
    if parse(text) is None:
        return
    texts = [(row.words, row.language) for row in rows]
    places = [(row, language) for row in rows for language, _ in row.translations]
    texts += [(words, language) for row in rows for language, words in row.translations]
    marked = highlight(texts, text)
    for row, segments in zip(rows, marked, strict=False):
        row.words = highlight_html(segments)
    for (row, language), segments in zip(places, marked[len(rows) :], strict=True):
        if any(segment.is_match for segment in segments):
            row.found.append(Found(language, language_name(language), highlight_html(segments)))


def _listed(
    pk: int,
    public_id: str,
    text: str,
    language: str,
    kind: str,
    earliest: date | None,
    latest: date | None,
    precision: str,
    *rest: Any,
) -> Listed:
    attribution, speaker, person, organization, office, office_slug, seat = rest[:7]
    state, outlet, credited, affiliation, translations = rest[7:]
    said_on = PartialDate(earliest, latest, Precision(precision)) if earliest and latest else ""
    marks = ("", "") if kind == Statement.Kind.INDIRECT else quotation_marks(language)
    return Listed(
        pk,
        public_id,
        _address("statement-detail", public_id),
        kind,
        language,
        text,
        as_quoted(text),
        *marks,
        latest or NO_DAY,
        Byline(
            speaker or "",
            _address("person-detail", person) or _address("organization-detail", organization),
            attribution,
            office or "",
            _address("office-detail", office_slug),
            seat or "",
            str(said_on),
        ),
        Place(state, _STATES[state], outlet or "", credited or "", affiliation or "")
        if state
        else None,
        translations or [],
    )


_STATES = {value: str(label).capitalize() for value, label in Appearance.State.choices}


def _address(name: str, key: str | None) -> str:
    """Return the address of a page by its slug or public id, of which no letter needs quoting."""
    return key.join(url(name, "-").rsplit("-", 1)) if key else ""
