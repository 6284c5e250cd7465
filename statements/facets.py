"""What a list can be narrowed to: the values of each filter, with how many answers have each."""

from dataclasses import dataclass
from math import floor, log10

from django.http import QueryDict

from statements.filters import ATTRIBUTES
from statements.models import Appearance, Statement
from statements.search.attributes import QUOTES, VERIFICATIONS, Kind, language_of
from statements.search.finding import Count

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


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    number: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    choices: list[Choice]


KINDS = {name: ATTRIBUTES[name][0] for name in TITLES} | {"year": Kind.YEAR}


def facets_of(counts: list[Count], query: QueryDict) -> list[Facet]:
    """Return the facets of a list, years last."""
    by_kind: dict[Kind, list[Count]] = {}
    for count in counts:
        by_kind.setdefault(count.kind, []).append(count)
    facets = [
        Facet(TITLES[name], [_choice(name, count, query) for count in by_kind[KINDS[name]]])
        for name in TITLES
        if KINDS[name] in by_kind
    ]
    years = [_year(count, query) for count in by_kind.get(Kind.YEAR, ())]
    return [*facets, Facet("Years", years)] if years else facets


def _choice(name: str, count: Count, query: QueryDict) -> Choice:
    value, label = count.slug, count.label
    if count.kind == Kind.LANGUAGE:
        value = label = language_of(count.value)
    elif count.kind in _WORDS:
        numbers, labels = _WORDS[count.kind]
        value = next(word for word, number in numbers.items() if number == count.value)
        label = labels[value].capitalize()
    chosen = query.get(name) == value
    changes = {name: None if chosen else value}
    return Choice(label, _number(count), _narrowed(query, **changes), chosen)


def _year(count: Count, query: QueryDict) -> Choice:
    year = f"{count.value:04}"
    narrowed = _narrowed(query, said_from=year, said_to=year)
    chosen = query.get("said_from") == query.get("said_to") == year
    return Choice(year, _number(count), narrowed, chosen)


def _number(count: Count) -> str:
    """Return the number as far as it is known: of a sample, its first two digits."""
    if not count.is_about:
        return f"{count.number:,}"
    step = 10 ** max(floor(log10(count.number)) - 1, 0)
    return f"about {round(count.number / step) * step:,}"


def changed(query: QueryDict, **changes: str | None) -> str:
    """Return the query string with these parameters set; None takes one out."""
    query = query.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()


def _narrowed(query: QueryDict, **changes: str | None) -> str:
    return changed(query, **changes, after=None, before=None)
