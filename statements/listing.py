"""One page of a filtered list of statements: rows, honest total, chips, next page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.forms import ChoiceField, ModelChoiceField
from django.http import HttpRequest, QueryDict

from statements.facets import (
    KINDS,
    Facet,
    When,
    changed,
    facets_of,
    months_of,
    of_first_page,
    total_text,
    when,
    without,
)
from statements.fields import LanguagesField, RowsField
from statements.filters import StatementFilter
from statements.histogram import days_of, reach_of
from statements.listed import Listed, mark, read
from statements.meanings import Doubt, doubts_about
from statements.models import Statement
from statements.search.finding import (
    MAX_RANKED,
    NO_PAGE,
    Counts,
    Cut,
    Keys,
    Question,
    count_by,
    find_page,
    find_ranked,
)
from statements.search.offers import offers_for
from statements.search.query import QueryError, parse
from statements.search.query import read as read_query
from statements.search.sql.facets import FEW

PAGE = 25
# Answers in a sample that tell how many a month has: of fewer by chance as well half or twice.
TELLING = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the query string of the page without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class TypedRemark:
    """What was said about a stretch of the typed text, with the text around it."""

    before: str
    stretch: str
    after: str
    message: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another question that may be meant, in words and as a query string."""

    label: str
    query: str


@dataclass(slots=True)
class Listing:
    """What a page shows of a list. With errors there are no rows: never all of them."""

    filter: StatementFilter
    is_valid: bool
    unknown: list[str]
    statements: list[Listed]
    total: int
    chips: list[Chip]
    # Which of `after` and `before` is no place in a list, and the query string without them.
    mangled: list[str] = field(default_factory=list)
    first_query: str = ""
    # What may be meant by a value that no filter knows.
    doubts: list[Doubt] = field(default_factory=list)
    # What in the typed words was passed over, or cannot be understood.
    remarks: list[TypedRemark] = field(default_factory=list)
    # What else may be meant, where the words hold a name.
    suggestions: list[Suggestion] = field(default_factory=list)
    # Whether `total` is exact; otherwise `total_text` says how it is told.
    is_counted: bool = True
    next_query: str = ""
    previous_query: str = ""
    facets: list[Facet] = field(default_factory=list)
    when: When | None = None
    # Whether only the newest are ranked, and no page leads to the others.
    is_cut: bool = False
    # The query string of the same rows as a file.
    export_query: str = ""

    @property
    def total_text(self) -> str:
        return total_text(self.total, is_exact=self.is_counted)


def list_statements(request: HttpRequest, **of: Any) -> Listing:
    """Return the page that the query string asks for, of all that is published.

    `of` are the filters that the page itself fixes, by name: the row of a speaker, a topic …
    """
    # Its question is asked; rows of its own it has none.
    filterset = StatementFilter(request.GET, queryset=Statement.objects.none(), request=request)
    # What the page itself fixes cannot be asked for again: its file would hold other rows.
    unknown = [*filterset.unknown_parameters(), *(name for name in of if name in request.GET)]
    mangled = [name for name in ("after", "before") if not _is_mark(request.GET.get(name, ""))]
    is_valid = filterset.is_valid() and not unknown and not mangled
    listing = Listing(filterset, is_valid, unknown, [], 0, chips(filterset, request.GET))
    listing.mangled = mangled
    listing.first_query = of_first_page(request.GET).urlencode()
    listing.remarks = remarks_on(request.GET.get("q", ""))
    if not is_valid:
        listing.doubts = doubts_about(filterset, request.GET)
        return listing
    listing.export_query = changed(
        request.GET, after=None, before=None, **{name: _address(row) for name, row in of.items()}
    )
    question = filterset.question(**of)
    if question.is_answerable:
        # The page of a speaker or topic shows its list without facets: only the total is counted.
        cut = _cut_of(listing, question, request.GET)
        counts = count_by(question, {} if of else KINDS, cut=cut or NO_PAGE)
        listing.total, listing.is_counted = counts.total, not counts.is_about
        if not of:
            listing.facets = facets_of(counts.values, request.GET)
            listing.when = when(counts, request.GET)
        if cut:
            _fill(listing, question, request.GET, counts, cut)
        else:
            _fill_ranked(listing, question, request.GET, counts)
        mark(listing.statements, question.text)
        if not of:
            listing.suggestions = suggestions_for(request.GET)
    return listing


def _address(row: Any) -> str:
    """Return by what a row is named in a query string."""
    return getattr(row, "slug", None) or row.public_id


def _cut_of(listing: Listing, question: Question, query: QueryDict) -> Cut | None:
    """Return where the page stands in the order of days: it reads on from the row that another
    page ended with, either way. None if the list is ranked.
    """
    sort = listing.filter.form.cleaned_data["sort"] or "newest"
    if sort == "relevance" and parse(question.text):
        return None
    backwards = "before" in query
    place = _read_mark(query.get("before") or query.get("after") or "")
    return Cut((sort != "oldest") != backwards, PAGE + 1, place)


def _fill_ranked(listing: Listing, question: Question, query: QueryDict, counts: Counts) -> None:
    """Read one page of the ranked, either way: they are few, so a page is known by its place."""
    listing.is_cut = listing.total > MAX_RANKED
    ends, begins = _read_place(query.get("before")), _read_place(query.get("after"))
    first = max(ends - PAGE, 0) if ends else min(begins, MAX_RANKED)
    ranked = find_ranked(
        question,
        first=first,
        size=min(PAGE + 1, MAX_RANKED - first),
        reach=reach(counts, MAX_RANKED, None, descending=True),
        condition=counts.condition,
    )
    rows = read(ranked, with_translations=True)
    listing.statements = rows[:PAGE]
    if len(rows) > PAGE:
        listing.next_query = changed(query, before=None, after=str(first + PAGE))
    if first:
        listing.previous_query = changed(query, after=None, before=str(first))


def _read_place(mark: str | None) -> int:
    """Return the number of rows before a page of the ranked; 0 for a mangled mark."""
    return int(mark) if mark and mark.isdecimal() and len(mark) < 6 else 0


def _fill(listing: Listing, question: Question, query: QueryDict, counts: Counts, cut: Cut) -> None:
    """Read one page by keyset: at the same cost at any depth."""
    if counts.page is None:
        day, descending = cut.mark[0], cut.descending
        reaches = reach(counts, cut.size, day, descending=descending)
        page = find_page(question, cut, reach=reaches, condition=counts.condition)
    else:
        page = Keys("%s::bigint[]", (counts.page,))
    rows = read(page, with_translations=bool(question.text.strip()))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    backwards = "before" in query
    listing.statements = rows = rows[::-1] if backwards else rows
    if rows and (backwards or more):
        listing.next_query = changed(query, before=None, after=_mark_of(rows[-1]))
    if rows and (more if backwards else cut.mark[0]):
        listing.previous_query = changed(query, after=None, before=_mark_of(rows[0]))


def reach(counts: Counts, size: int, day: date | None, *, descending: bool) -> date | None:
    """Return the day to which a page reaches; None where the counts do not say.

    A few answers are read all at once.
    """
    months = months_of(counts)
    if counts.is_about or counts.total > FEW:
        least = TELLING * counts.rung
        found = reach_of(size, months, day, descending=descending, least=least)
        if found or not months:
            return found
        if counts.is_about and day:
            # A sample that holds none beyond that day tells of there no more than of elsewhere.
            days = days_of(size, months) * (-1 if descending else 1)
            return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
    return date.min if descending else date.max


def _mark_of(row: Listed) -> str:
    return f"{row.day.isoformat()}_{row.pk}"


def _is_mark(mark: str) -> bool:
    """Return whether a page may start at `mark`: nowhere in particular, at a row, at a place."""
    return not mark or mark == "0" or bool(_read_mark(mark)[0] or _read_place(mark))


def _read_mark(mark: str) -> tuple[date | None, int]:
    """Return the day and key of the row a page starts after; none for a mangled mark."""
    day, _, key = mark.partition("_")
    try:
        return date.fromisoformat(day), min(int(key), 2**63 - 1)
    except ValueError:
        return None, 0


def suggestions_for(query: QueryDict) -> list[Suggestion]:
    """Return whose statements the words may ask for, on the first page and without a speaker."""
    if any(query.get(name) for name in ("speaker", "after", "before")):
        return []
    found = []
    for offer in offers_for(query.get("q", "")):
        year = offer.year if not (query.get("said_from") or query.get("said_to")) else ""
        words = offer.words if year or not offer.year else f"{offer.words} {offer.year}".strip()
        label = f"Statements by {offer.name}"
        label += f" with {words}" if words else ""
        label += f" in {year}" if year else ""
        changes = {"q": words or None, "speaker": offer.slug}
        if year:
            changes |= {"said_from": year, "said_to": year}
        found.append(Suggestion(label, changed(query, **changes)))
    return found


def remarks_on(text: str) -> list[TypedRemark]:
    """Return what the search passed over in `text`, or the one thing it cannot understand."""
    try:
        remarks = read_query(text).remarks
    except QueryError as error:
        remarks = (error.remark,)
    return [
        TypedRemark(text[: one.start], text[one.start : one.end], text[one.end :], one.message)
        for one in remarks
    ]


def list_errors(filterset: StatementFilter) -> list[str]:
    """Return what is wrong with the filters, each error with the name of its parameter."""
    wrong = [f"{name}: there is no such filter." for name in filterset.unknown_parameters()]
    return wrong + [
        f"{name}: {error}" for name, errors in filterset.errors.items() for error in errors
    ]


def chips(filterset: StatementFilter, query: QueryDict) -> list[Chip]:
    """Return the filters in force, each value by itself, in the order of the form."""
    cleaned = getattr(filterset.form, "cleaned_data", {})
    return [
        Chip(str(asked.label), label, without(query, name, value))
        for name, asked in filterset.form.fields.items()
        if name != "sort"
        for value, label in _in_force(asked, cleaned.get(name), query.getlist(name))
    ]


def _in_force(asked: Any, cleaned: Any, typed: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each value as it stands in the query string, and as it is called."""
    labels: dict[str, str] = {}
    if isinstance(asked, RowsField):
        labels = {str(getattr(row, asked.key)): str(row) for row in cleaned or ()}
        labels |= {typed: labels[slug] for typed, slug in asked.addresses.items() if slug in labels}
    elif isinstance(asked, LanguagesField):
        labels = asked.labels
    elif isinstance(cleaned, Model):
        labels = dict.fromkeys(typed, str(cleaned))
    elif isinstance(asked, ChoiceField) and not isinstance(asked, ModelChoiceField):
        choices: Any = asked.choices
        labels = {str(value): str(label) for value, label in choices}
    for value in dict.fromkeys(one.strip() for one in typed):
        if value:
            yield value, labels.get(value, value)
