"""What a list can be narrowed to: the values of each filter, with how many answers have each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10
from typing import NamedTuple
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from config.parts import url
from people.codes import language_name
from statements.filters import ATTRIBUTES, PLACES
from statements.histogram import (
    FEW_YEARS,
    HEIGHT,
    WIDTH,
    Bar,
    bars,
    by_days,
    by_months,
    by_years,
)
from statements.models import Appearance, Statement
from statements.search.attributes import QUOTES, VERIFICATIONS, Kind, language_of
from statements.search.finding import Count, Counts, Question, count_by

TITLES = {
    "speaker": "Speakers",
    "office": "Offices",
    "organization": "Organizations",
    "topic": "Topics",
    "outlet": "Outlets",
    "kind": "Kinds",
    "verification": "Verification",
    "language": "Languages",
}
_WORDS = {
    Kind.QUOTE: (QUOTES, dict(Statement.Kind.choices)),
    Kind.VERIFICATION: (VERIFICATIONS, dict(Appearance.State.choices)),
}


# Counted in a sample, so many answers are known to about a fifth.
MANY = 100
# Facets whose values are words: few, and all of them told.
SHORT = ("kind", "verification", "language")


class Choice(NamedTuple):
    label: str
    value: str
    number: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of one filter; `more` is the address of the page of all, if any."""

    name: str
    title: str
    choices: list[Choice]
    more: str = ""


class Stretch(NamedTuple):
    """A stretch of days with answers: its bar, how many, and the query string that narrows."""

    bar: Bar
    number: str
    query: str


@dataclass(frozen=True, slots=True)
class When:
    """A histogram of days, oldest first; `wider` is the query string without any days, None if
    the question has none."""

    stretches: list[Stretch]
    # What the first and the last place of the drawing are called.
    ends: tuple[str, str]
    width: int
    height: int
    unit: str
    wider: str | None


KINDS = {name: ATTRIBUTES[name][0] for name in TITLES} | {
    "year": Kind.YEAR,
    "month": Kind.MONTH,
}


def facets_of(counts: list[Count], query: QueryDict) -> list[Facet]:
    """Return the facets of a list; those of rows have a page of all their values."""
    first = of_first_page(query)
    by_kind: dict[Kind, list[Count]] = {}
    for count in counts:
        by_kind.setdefault(count.kind, []).append(count)
    return [
        Facet(
            name,
            title,
            [_choice(name, count, query, first) for count in by_kind[KINDS[name]]],
            "" if name in SHORT else f"{url('facet', name)}?{first}",
        )
        for name, title in TITLES.items()
        if KINDS[name] in by_kind
    ]


def when(counts: Counts, query: QueryDict) -> When | None:
    """Return when the answers were said: by year, or by month or day where they are close."""
    years = counts.years
    if not years:
        return None
    spans, unit = by_years(years), "year"
    if len(range(min(years), max(years) + 1)) <= FEW_YEARS:
        spans, unit = by_months(counts.months), "month"
        if len(spans) <= 2 and counts.days:
            spans, unit = by_days(counts.days), "day"
    wider = changed(query, said_from=None, said_to=None, after=None, before=None)
    stretches = [
        Stretch(
            bar,
            _about(bar.span.number, counts.rung),
            added(wider, said_from=bar.span.first, said_to=bar.span.last),
        )
        for bar in bars(spans)
        if bar.span.number
    ]
    days = any(query.get(name) for name in ("said_from", "said_to"))
    return When(
        stretches,
        (spans[0].label, spans[-1].label),
        len(spans) * WIDTH,
        HEIGHT,
        unit,
        wider if days else None,
    )


def _choice(name: str, count: Count, query: QueryDict, first: str) -> Choice:
    value, label = count.slug, count.label
    if count.kind == Kind.LANGUAGE:
        value = language_of(count.value)
        label = language_name(value)
    elif count.kind in _WORDS:
        numbers, labels = _WORDS[count.kind]
        value = next(word for word, number in numbers.items() if number == count.value)
        label = labels[value].capitalize()
    chosen = value in query.getlist(name)
    narrowed = without(query, name, value) if chosen else added(first, **{name: value})
    return Choice(label, value, _about(count.number, count.rung), narrowed, chosen)


def _about(number: int, rung: int) -> str:
    """Return the number as far as it is known: two digits of many counted in a sample, else one."""
    if rung == 1:
        return f"{number:,}"
    return about(number, 2 if number >= MANY * rung else 1)


def total_text(number: int, *, is_exact: bool) -> str:
    """Return how many answers there are, as far as that is known."""
    return f"{number:,}" if is_exact else about(number)


def about(number: int, digits: int = 2) -> str:
    """Return the number with so many digits that say something, in words."""
    step = 10 ** max(floor(log10(number)) + 1 - digits, 0)
    return f"about {round(number / step) * step:,}"


def changed(query: QueryDict, **changes: str | None) -> str:
    """Return the query string with these parameters set; None takes one out."""
    values = _values(query, *changes)
    values |= {name: [value] for name, value in changes.items() if value is not None}
    return _encoded(values)


def added(query: str, **values: str) -> str:
    """Return the query string with these parameters after its own.

    A page has a hundred such links: all begin alike, and that is put together once.
    """
    return "&".join(
        filter(None, (query, *(f"{name}={_quoted(value)}" for name, value in values.items())))
    )


# Most pages link to the same years and to the same of the commonest names.
_quoted = lru_cache(maxsize=4_096)(quote_plus)


def instead(query: QueryDict, name: str, values: dict[str, str]) -> str:
    """Return the query string with values of a filter put in the place of others."""
    named = [values.get(one.strip(), one) for one in query.getlist(name)]
    return _encoded(_values(query) | {name: list(dict.fromkeys(named))})


def without(query: QueryDict, name: str, value: str) -> str:
    """Return the query string of the first page with `value` taken out of a filter."""
    kept = [one for one in query.getlist(name) if one.strip() != value]
    return _encoded(_values(query, *PLACES) | {name: kept})


def of_first_page(query: QueryDict) -> str:
    """Return the query string as it asks for its first page."""
    return _encoded(_values(query, *PLACES))


def _values(query: QueryDict, *left_out: str) -> dict[str, list[str]]:
    """Return what each parameter is set to. A copy of the query copies each of its words."""
    return {name: values for name, values in query.lists() if name not in left_out}


def _encoded(values: dict[str, list[str]]) -> str:
    return urlencode(values, doseq=True)


def values_of(
    name: str, question: Question, query: QueryDict, *, among: Sequence[int], most: int
) -> Facet:
    """Return the `most` commonest values of one filter, of these rows if any are given."""
    counts = count_by(question, {name: KINDS[name]}, offered=most, among=among).read()
    first = of_first_page(query)
    return Facet(name, TITLES[name], [_choice(name, one, query, first) for one in counts.values])
