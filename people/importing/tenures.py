"""Tenures of one person in one office: which of them say the same."""

from collections.abc import Callable
from dataclasses import replace

from people.importing.found import FoundTenure
from people.partial_dates import PartialDate


def is_within(exact: PartialDate | None, coarse: PartialDate | None) -> bool:
    """Return whether `exact` says what `coarse` says, or the same more exactly."""
    if coarse is None or exact is None:
        return coarse is None
    return coarse.earliest <= exact.earliest and exact.latest <= coarse.latest


def distinct_tenures(
    tenures: list[FoundTenure], *, aside: Callable[[str], None]
) -> list[FoundTenure]:
    """Return the tenures of a file without those that another says again, or more exactly.

    Wikidata keeps "2001 to 2004" beside "September 2001 to October 2004". What is left out is
    told to `aside`; two notes on the same days become one.
    """
    kept: list[FoundTenure] = []
    by_holding: dict[tuple[str, str], list[int]] = {}
    for tenure in tenures:
        numbers = by_holding.setdefault((tenure.person, tenure.office), [])
        for number in numbers:
            merged = _merged(kept[number], tenure)
            if merged is not None:
                kept[number] = merged
                aside("tenures told twice")
                break
        else:
            numbers.append(len(kept))
            kept.append(tenure)
    return kept


def _merged(one: FoundTenure, other: FoundTenure) -> FoundTenure | None:
    """Return the more exact of two that say the same, with the notes of both; None if they differ.

    An end that only one of them has is that of both, where they start on the same day.
    """
    if one.start == other.start and (one.end is None or other.end is None):
        exact = one if one.end is not None else other
    elif is_within(one.start, other.start) and is_within(one.end, other.end):
        exact = one
    elif is_within(other.start, one.start) and is_within(other.end, one.end):
        exact = other
    else:
        return None
    notes = dict.fromkeys(note for note in (one.note, other.note) if note)
    return replace(exact, note="; ".join(notes)[:500])
