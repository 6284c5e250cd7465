"""One page of a filtered list of statements: rows, honest total, chips, next page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.forms import ChoiceField, ModelChoiceField
from django.http import HttpRequest, QueryDict

from statements.asking import Answer, Known
from statements.facets import (
    KINDS,
    Facet,
    When,
    changed,
    facets_of,
    of_first_page,
    total_text,
    when,
    without,
)
from statements.fields import LanguagesField, RowsField
from statements.filters import PLACES, StatementFilter
from statements.histogram import days_of, reach_of
from statements.listed import Listed, ask, mark
from statements.meanings import Doubt, doubts_about
from statements.models import Statement
from statements.search.attributes import Kind
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
from statements.search.offers import Offer, offers_for
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


@dataclass
class Listing:
    """A page of a list: what it is asked for, and what it shows, read as it is looked at.

    With errors there is no question and there are no rows: never all of them.

    `ask` and `ask_further` put questions to the database before their answers are looked at, so
    that a page may be drawn meanwhile.
    """

    filter: StatementFilter
    query: QueryDict
    is_valid: bool
    unknown: list[str]
    # Which of `after` and `before` is no place in a list.
    mangled: list[str]
    question: Question | None = None
    # By what the answers are counted: by nothing where the page shows no facets.
    kinds: dict[str, Kind] = field(default_factory=dict)
    # The query string of the same rows as a file.
    export_query: str = ""

    @cached_property
    def chips(self) -> list[Chip]:
        return chips(self.filter, self.query)

    @cached_property
    def remarks(self) -> list[TypedRemark]:
        """What in the typed words was passed over, or cannot be understood."""
        return remarks_on(self.query.get("q", ""))

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What may be meant by a value that no filter knows."""
        return [] if self.is_valid else doubts_about(self.filter, self.query)

    @property
    def first_query(self) -> str:
        """The query string without a place in the list."""
        return of_first_page(self.query)

    def ask(self) -> None:
        """Ask how many there are of what, from which the rest follows."""
        _ = self._counting

    def ask_further(self) -> None:
        """Ask for the rows, and what else may be meant."""
        _ = self._reading, self._offering

    @cached_property
    def _counting(self) -> Answer[Counts]:
        if self.question is None:
            return Known(Counts(0, 1))
        return count_by(self.question, self.kinds, cut=self._cut or NO_PAGE)

    @cached_property
    def _counts(self) -> Counts:
        return self._counting.read()

    @property
    def total(self) -> int:
        return self._counts.total

    @property
    def total_text(self) -> str:
        """How many there are, as far as that is known."""
        return total_text(self.total, is_exact=not self._counts.is_about)

    @cached_property
    def facets(self) -> list[Facet]:
        return facets_of(self._counts.values, self.query)

    @cached_property
    def when(self) -> When | None:
        return when(self._counts, self.query)

    @cached_property
    def _offering(self) -> Answer[list[Offer]]:
        is_first = not any(self.query.get(name) for name in ("speaker", *PLACES))
        is_asked = is_first and self.kinds and self.question
        return offers_for(self.query.get("q", "") if is_asked else "")

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What else may be meant, where the words hold a name: on the first page, and without a
        speaker."""
        return [_suggestion(offer, self.query) for offer in self._offering.read()]

    @cached_property
    def _cut(self) -> Cut | None:
        """Where the page stands in the order of days: it reads on from the row that another page
        ended with, either way. None if the list is ranked.
        """
        sort = self.filter.form.cleaned_data["sort"] or "newest"
        if sort == "relevance" and self.question and parse(self.question.text):
            return None
        place = _read_mark(self.query.get("before") or self.query.get("after") or "")
        return Cut((sort != "oldest") != self._is_backwards, PAGE + 1, place)

    @property
    def _is_backwards(self) -> bool:
        return "before" in self.query

    @property
    def _first(self) -> int:
        """How many of the ranked come before the page; they are few, so it is known by that."""
        ends, begins = _read_place(self.query.get("before")), _read_place(self.query.get("after"))
        return max(ends - PAGE, 0) if ends else min(begins, MAX_RANKED)

    @cached_property
    def _reading(self) -> Answer[list[Listed]]:
        if self.question is None:
            return Known([])
        return ask(
            _keys_of(self.question, self._counts, self._cut, self._first),
            with_translations=bool(self.question.text.strip()),
        )

    @cached_property
    def _rows(self) -> list[Listed]:
        """The rows as they are read, and one more if there is one."""
        return self._reading.read()

    @cached_property
    def statements(self) -> list[Listed]:
        if self.question is None:
            return []
        rows = self._rows[:PAGE]
        mark(rows, self.question.text)
        return rows[::-1] if self._is_backwards and self._cut else rows

    @property
    def is_cut(self) -> bool:
        """Whether only the newest are ranked, and no page leads to the others."""
        return self.is_valid and not self._cut and self.total > MAX_RANKED

    @cached_property
    def next_query(self) -> str:
        is_more = len(self._rows) > PAGE
        if self._cut is None:
            after = str(self._first + PAGE) if is_more else ""
        else:
            is_there = self.statements and (self._is_backwards or is_more)
            after = _mark_of(self.statements[-1]) if is_there else ""
        return changed(self.query, before=None, after=after) if after else ""

    @cached_property
    def previous_query(self) -> str:
        if self._cut is None:
            before = str(self._first) if self._first else ""
        else:
            is_more = len(self._rows) > PAGE
            is_there = self.statements and (is_more if self._is_backwards else self._cut.mark[0])
            before = _mark_of(self.statements[0]) if is_there else ""
        return changed(self.query, after=None, before=before) if before else ""


def list_statements(request: HttpRequest, **of: Any) -> Listing:
    """Return the page that the query string asks for, of all that is published.

    `of` are the filters that the page itself fixes, by name: the row of a speaker, a topic …
    """
    # Its question is asked; rows of its own it has none.
    filterset = StatementFilter(request.GET, queryset=Statement.objects.none(), request=request)
    # What the page itself fixes cannot be asked for again: its file would hold other rows.
    unknown = [*filterset.unknown_parameters(), *(name for name in of if name in request.GET)]
    mangled = [name for name in PLACES if not _is_mark(request.GET.get(name, ""))]
    is_valid = filterset.is_valid() and not unknown and not mangled
    listing = Listing(filterset, request.GET, is_valid, unknown, mangled)
    if is_valid:
        listing.export_query = changed(
            request.GET,
            **dict.fromkeys(PLACES) | {name: _address(row) for name, row in of.items()},
        )
        question = filterset.question(**of)
        listing.question = question if question.is_answerable else None
        # The page of a speaker or topic shows its list without facets: only the total is counted.
        listing.kinds = {} if of else KINDS
    return listing


def _address(row: Any) -> str:
    """Return by what a row is named in a query string."""
    return getattr(row, "slug", None) or row.public_id


def _keys_of(question: Question, counts: Counts, cut: Cut | None, first: int) -> Keys:
    """Return the keys of a page: by keyset at the same cost at any depth, or after the `first` of
    the ranked."""
    if cut is None:
        return find_ranked(
            question,
            first=first,
            size=min(PAGE + 1, MAX_RANKED - first),
            reach=reach(counts, MAX_RANKED, None, descending=True),
            condition=counts.condition,
        )
    if counts.page is not None:
        return Keys("%s::bigint[]", (counts.page,))
    reaches = reach(counts, cut.size, cut.mark[0], descending=cut.descending)
    return find_page(question, cut, reach=reaches, condition=counts.condition)


def _read_place(mark: str | None) -> int:
    """Return the number of rows before a page of the ranked; 0 for a mangled mark."""
    return int(mark) if mark and mark.isdecimal() and len(mark) < 6 else 0


def reach(counts: Counts, size: int, day: date | None, *, descending: bool) -> date | None:
    """Return the day to which a page reaches; None where the counts do not say.

    A few answers are read all at once.
    """
    months = counts.months
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


def _suggestion(offer: Offer, query: QueryDict) -> Suggestion:
    year = offer.year if not (query.get("said_from") or query.get("said_to")) else ""
    words = offer.words if year or not offer.year else f"{offer.words} {offer.year}".strip()
    label = f"Statements by {offer.name}"
    label += f" with {words}" if words else ""
    label += f" in {year}" if year else ""
    changes = {"q": words or None, "speaker": offer.slug}
    if year:
        changes |= {"said_from": year, "said_to": year}
    return Suggestion(label, changed(query, **changes))


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
