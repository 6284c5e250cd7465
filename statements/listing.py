"""One page of a filtered list of statements: rows, honest total, chips, next page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, QueryDict

from statements.facets import KINDS, Facet, changed, facets_of
from statements.filters import StatementFilter, attribute
from statements.models import Statement
from statements.search.finding import Question, count_by, find_page
from statements.search.highlighting import highlight, highlight_html
from statements.search.sql.facets import EXACT

PAGE = 25


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the query string of the page without it."""

    label: str
    value: str
    without: str


@dataclass(slots=True)
class Listing:
    """What a page shows of a list. With errors there are no rows: never all of them."""

    filter: StatementFilter
    is_valid: bool
    unknown: list[str]
    statements: list[Statement]
    total: int
    chips: list[Chip]
    # Whether `total` is exact; otherwise there are more than `EXACT`.
    is_counted: bool = True
    next_query: str = ""
    previous_query: str = ""
    facets: list[Facet] = field(default_factory=list)
    # Whether only the best are shown, and no page follows.
    is_cut: bool = False
    # The query string of the same rows as a file.
    export_query: str = ""

    @property
    def total_text(self) -> str:
        return f"{self.total:,}" if self.is_counted else f"{EXACT:,}+"


def list_statements(request: HttpRequest, **of: Any) -> Listing:
    """Return the page that the query string asks for, of all that is published.

    `of` are the filters that the page itself fixes, by name: the row of a speaker, a topic …
    """
    fixed = [attribute(name, row) for name, row in of.items()]
    queryset = Statement.objects.published()
    if fixed:
        queryset = queryset.filter(search_entry__attributes__contains=fixed)
    filterset = StatementFilter(request.GET, queryset=queryset, request=request)
    # What the page itself fixes cannot be asked for again: its file would hold other rows.
    unknown = [*filterset.unknown_parameters(), *(name for name in of if name in request.GET)]
    if not filterset.is_valid() or unknown:
        return Listing(filterset, False, unknown, [], 0, chips(filterset, request.GET))
    listing = Listing(filterset, True, [], [], 0, chips(filterset, request.GET))
    listing.export_query = changed(
        request.GET, after=None, before=None, **{name: _address(row) for name, row in of.items()}
    )
    question = filterset.question(**of)
    if question.is_answerable:
        # The page of a speaker or topic shows its list without facets: only the total is counted.
        counts = count_by(question, {} if of else KINDS)
        listing.total, listing.is_counted = counts.total, not counts.is_about
        listing.facets = facets_of(counts.values, request.GET)
        _fill(listing, question, request.GET)
    return listing


def _address(row: Any) -> str:
    """Return by what a row is named in a query string."""
    return getattr(row, "slug", None) or row.public_id


def _fill(listing: Listing, question: Question, query: QueryDict) -> None:
    found: Any = listing.filter.qs
    sort = listing.filter.form.cleaned_data["sort"] or "newest"
    if sort == "relevance" and question.text.strip():
        # Relevance ranks the best and pages no further: the rest is better found by words.
        ranked = found.by_relevance(question.text).with_speaker().with_sources()
        listing.statements = list(ranked[:PAGE])
        listing.is_cut = listing.total > PAGE
    else:
        _cut_page(listing, question, query, newest_first=sort != "oldest")
    marked = highlight([row.words for row in listing.statements], question.text)
    for row, segments in zip(listing.statements, marked, strict=True):
        row.highlighted = highlight_html(segments)


def _cut_page(
    listing: Listing, question: Question, query: QueryDict, *, newest_first: bool
) -> None:
    """Read on from the row that another page ended with, either way: by keyset, at any depth."""
    backwards = "before" in query
    mark = _read_mark(query.get("before") or query.get("after") or "")
    page: Any = find_page(
        question,
        descending=newest_first != backwards,
        newest_first=newest_first,
        mark=mark,
        size=PAGE + 1,
    )
    rows = list(page.with_speaker().with_sources())
    more = len(rows) > PAGE
    # Read backwards, the row too many is the first.
    listing.statements = rows = rows[-PAGE:] if backwards else rows[:PAGE]
    if rows and (backwards or more):
        listing.next_query = changed(query, before=None, after=_mark(rows[-1]))
    if rows and (more if backwards else mark[0]):
        listing.previous_query = changed(query, after=None, before=_mark(rows[0]))


def _mark(row: Any) -> str:
    return f"{row.day.isoformat()}_{row.pk}"


def _read_mark(mark: str) -> tuple[date | None, int]:
    """Return the day and key of the row a page starts after; none for a mangled mark."""
    day, _, key = mark.partition("_")
    try:
        return date.fromisoformat(day), min(int(key), 2**63 - 1)
    except ValueError:
        return None, 0


def chips(filterset: StatementFilter, query: QueryDict) -> list[Chip]:
    """Return the filters in force, in the order of the form."""
    return [
        Chip(str(field.label), shown, changed(query, **{name: None}, after=None, before=None))
        for name, field, shown in _in_force(filterset, query)
    ]


def _in_force(filterset: StatementFilter, query: QueryDict) -> Iterator[tuple[str, Any, str]]:
    cleaned = getattr(filterset.form, "cleaned_data", {})
    for name, asked in filterset.form.fields.items():
        typed = query.get(name, "").strip()
        if not typed or name == "sort":
            continue
        value = cleaned.get(name)
        shown = str(value) if isinstance(value, Model) else typed
        yield name, asked, dict(getattr(asked, "choices", ())).get(typed, shown)
