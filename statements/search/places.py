"""Where terms of a query stand in a text, as PostgreSQL finds them; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from statements.search.query import Near, Phrase, Prefix, Term, Word, pairs_of

Span = tuple[int, int]
Forms = Mapping[Word | Prefix | Phrase, Sequence[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a text: where it stands, as written and as its stem."""

    span: Span
    forms: frozenset[str]


def find(term: Term | Near, places: Sequence[Place], typed: Forms) -> Iterator[Span]:
    """Yield the spans of the text that answer `term`; `typed` tells as what terms are found."""
    if isinstance(term, Near):
        yield from _near(term, places, typed)
        return
    for first, last in _runs(term, places, typed):
        yield places[first].span[0], places[last].span[1]


def _near(term: Near, places: Sequence[Place], typed: Forms) -> Iterator[Span]:
    for pair in pairs_of(term):
        ones, others = (list(_runs(side, places, typed)) for side in pair)
        for one in ones:
            for other in others:
                if 1 <= max(one[0] - other[1], other[0] - one[1]) <= term.distance:
                    for first, last in (one, other):
                        yield places[first].span[0], places[last].span[1]


def _runs(term: Term, places: Sequence[Place], typed: Forms) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each run of words that is the term."""
    wanted = typed[term]
    if not wanted:
        return
    more = range(1, len(wanted))
    for first in range(len(places) - len(wanted) + 1):
        # Most words are none of those sought: nothing else is done about them.
        if _is_one_of(wanted[0], places[first].forms, term, not more) and all(
            _is_one_of(wanted[number], places[first + number].forms, term, number == more[-1])
            for number in more
        ):
            yield first, first + len(wanted) - 1


def _is_one_of(wanted: frozenset[str], forms: frozenset[str], term: Term, is_last: bool) -> bool:
    if is_last and isinstance(term, Prefix):
        return any(form.startswith(tuple(wanted)) for form in forms)
    return not wanted.isdisjoint(forms)
