"""One page of a filtered list of statements: rows, honest total, chips, next page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict

from statements.filters import StatementFilter
from statements.models import Statement
from statements.search.highlighting import highlight, highlight_html

PAGE = 25
# Counting further tells a reader nothing more and costs the more the larger the record is.
COUNTED = 10_000
# Where a statement without any day stands: after all others, newest first.
NO_DAY = date(1, 1, 1)


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
    next_query: str
    chips: list[Chip]
    # Whether only the best are shown, and no page follows.
    is_cut: bool = False
    # The query string of the same rows as a file.
    export_query: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether `total` is exact; otherwise it is at least that many."""
        return self.total <= COUNTED

    @property
    def total_text(self) -> str:
        return f"{self.total:,}" if self.is_counted else f"{COUNTED:,}+"


def list_statements(
    request: HttpRequest, base: QuerySet[Statement] | None = None, **of: str
) -> Listing:
    """Return the page that the query string asks for, of `base` or of all that is published.

    `of` is the filter that `base` amounts to, so that the same rows can be had as a file.
    """
    queryset = Statement.objects.published() if base is None else base
    filterset = StatementFilter(request.GET, queryset=queryset, request=request)
    # What the page itself fixes cannot be asked for again: its file would hold other rows.
    unknown = [*filterset.unknown_parameters(), *(name for name in of if name in request.GET)]
    is_valid = filterset.is_valid() and not unknown
    if not is_valid:
        return Listing(filterset, False, unknown, [], 0, "", chips(filterset, request.GET))
    found = filterset.qs
    sort = filterset.form.cleaned_data["sort"] or "newest"
    rows = list(_page(found, sort, request.GET).with_speaker().with_sources()[: PAGE + 1])
    total = found.order_by()[: COUNTED + 1].count()
    # Relevance ranks the best and pages no further: what comes after is better found by words.
    ranked = sort == "relevance" and bool(request.GET.get("q"))
    more = len(rows) > PAGE and not ranked
    rows = rows[:PAGE]
    next_query = _next_query(request.GET, rows[-1], sort) if more else ""
    marked = highlight([row.words for row in rows], request.GET.get("q", ""))
    for row, segments in zip(rows, marked, strict=True):
        row.highlighted = highlight_html(segments)
    query = changed(request.GET, after=None, **of)
    return Listing(
        filterset,
        True,
        [],
        rows,
        total,
        next_query,
        chips(filterset, request.GET),
        is_cut=ranked and total > PAGE,
        export_query=query,
    )


def _page(found: Any, sort: str, query: QueryDict) -> Any:
    """Order, and start after the row that the last page ended with: by keyset, at any depth."""
    if sort == "relevance" and query.get("q"):
        return found.by_relevance(query["q"])
    after, key = _read_mark(query.get("after", ""))
    column = "said_on_earliest" if sort == "oldest" else "said_on_latest"
    found = found.annotate(day=Coalesce(column, NO_DAY))
    if sort == "oldest":
        rows = found.order_by("day", "pk")
        beyond = Q(day__gt=after) | Q(day=after, pk__gt=key) if after else Q()
    else:
        rows = found.order_by("-day", "-pk")
        beyond = Q(day__lt=after) | Q(day=after, pk__lt=key) if after else Q()
    return rows.filter(beyond)


def _read_mark(mark: str) -> tuple[date | None, int]:
    """Return the day and key of the row a page starts after; none for a mangled mark."""
    day, _, key = mark.partition("_")
    try:
        return date.fromisoformat(day), min(int(key), 2**63 - 1)
    except ValueError:
        return None, 0


def _next_query(query: QueryDict, last: Any, sort: str) -> str:
    day = last.said_on_earliest if sort == "oldest" else last.said_on_latest
    return changed(query, after=f"{(day or NO_DAY).isoformat()}_{last.pk}")


def changed(query: QueryDict, **changes: str | None) -> str:
    """Return the query string with these parameters set; None takes one out."""
    query = query.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()


def chips(filterset: StatementFilter, query: QueryDict) -> list[Chip]:
    """Return the filters in force, in the order of the form."""
    return [
        Chip(str(field.label), shown, changed(query, **{name: None}, after=None))
        for name, field, shown in _in_force(filterset, query)
    ]


def _in_force(filterset: StatementFilter, query: QueryDict) -> Iterator[tuple[str, Any, str]]:
    cleaned = getattr(filterset.form, "cleaned_data", {})
    for name, field in filterset.form.fields.items():
        typed = query.get(name, "").strip()
        if not typed or name == "sort":
            continue
        value = cleaned.get(name)
        shown = str(value) if isinstance(value, Model) else typed
        yield name, field, dict(getattr(field, "choices", ())).get(typed, shown)
