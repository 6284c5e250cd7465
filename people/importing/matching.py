"""Whether somebody in a file is somebody on record: what speaks for it, and what against."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from people.importing.found import FoundIdentifier, FoundPerson
from people.importing.record import forms_of, identifiers_of
from people.names import SAME, fold, likeness, strip_titles
from people.partial_dates import PartialDate, Precision

# Words that titles of offices have or lack at will.
SMALL_WORDS = {"of", "the", "for", "and", "as", "to", "in", "on"}
# How alike, 0 to 100, each word of two titles must be for somebody to be asked.
ALIKE = 75.0


class Verdict(Enum):
    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Held:
    """An office on record that somebody in a file held, and when."""

    office: int
    start: PartialDate | None
    end: PartialDate | None


def name_likeness(one: str, other: str) -> float:
    """Return how alike two names are as printed, 0 to 100; titles count for nothing."""
    return likeness(strip_titles(fold(one)), strip_titles(fold(other)))


def likest(name: str, forms: Iterable[str]) -> float:
    return max((name_likeness(name, form) for form in forms), default=0.0)


def is_same_script(one: str, other: str) -> bool:
    """Return whether two names can be compared letter by letter: Latin with Latin."""
    return fold(one).isascii() == fold(other).isascii()


def judge_person(found: FoundPerson, row: Any, held: list[Held]) -> Verdict:
    """Return whether a person on record, whose name is alike, is the one in the file.

    The same name is not enough: a day of birth or an office held at the same time must speak for
    it, and nothing against it, such as another value in the same scheme.
    """
    forms = [found.name, *(other.name for other in found.names)]
    if max(likest(form, forms_of(row)) for form in forms) < SAME:
        return Verdict.OTHER
    speaks_for = _is_same_day(found.born, row.born) or _held_together(held, row)
    speaks_against = (
        contradicts(found.identifiers, identifiers_of(row))
        or _is_apart(found.born, row.born)
        or _is_apart(found.died, row.died)
    )
    if speaks_for and not speaks_against:
        return Verdict.SAME
    if speaks_against and not speaks_for:
        return Verdict.OTHER
    return Verdict.UNSURE


def contradicts(found: Iterable[FoundIdentifier], known: set[FoundIdentifier]) -> bool:
    """Return whether both have values in one scheme, and none in common."""
    by_scheme: dict[str, set[str]] = {}
    for identifier in known:
        by_scheme.setdefault(identifier.scheme, set()).add(identifier.value)
    theirs: dict[str, set[str]] = {}
    for identifier in found:
        theirs.setdefault(identifier.scheme, set()).add(identifier.value)
    return any(
        not values & by_scheme[scheme] for scheme, values in theirs.items() if scheme in by_scheme
    )


def _is_same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and one == other and one.precision == Precision.DAY


def _is_apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and not one.overlaps(other)


def _held_together(held: list[Held], row: Any) -> bool:
    """Return whether the person on record held one of these offices at the same time."""
    return any(
        tenure.office_id == mine.office and is_together(mine.start, mine.end, tenure)
        for mine in held
        for tenure in row.tenures.all()
    )


def is_together(start: PartialDate | None, end: PartialDate | None, tenure: Any) -> bool:
    """Return whether two periods share more than the day on which one follows the other.

    An end that is not known is open.
    """
    begins_before_its_end = not start or not tenure.end or start.earliest < tenure.end.latest
    ends_after_its_start = not end or not tenure.start or end.latest > tenure.start.earliest
    same_start = start is not None and start == tenure.start
    return same_start or (begins_before_its_end and ends_after_its_start)


def title_words(title: str, organization_forms: Iterable[str]) -> tuple[str, ...]:
    """Return the words that tell an office from others of its organization, in order of letters.

    "Foreign Affairs Minister of Iran" and "Minister of Foreign Affairs" are the same in a
    government of Iran, whose own words tell nothing.
    """
    known = {word for form in organization_forms for word in fold(form).split()}
    words = [word for word in fold(title).split() if word not in SMALL_WORDS]
    own = [word for word in words if word not in known]
    return tuple(sorted(own or words))


def are_titles_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether each word of one title is a spelling of one of the other's."""
    if len(one) != len(other) or one == other:
        return one == other
    pairs = list(zip(one, other, strict=True))
    if any(a != b for a, b in pairs if any(letter.isdigit() for letter in a + b)):
        return False
    # Kansas is no spelling of Arkansas.
    return all(a[0] == b[0] and likeness(a, b) >= ALIKE for a, b in pairs)
