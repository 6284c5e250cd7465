"""Offices and tenures, found by what a curator types: title, organization, who held it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from people.lookup import find_organizations, find_people
from people.models import Office, Tenure
from people.words import LIKE, MOST_CANDIDATES, Words, covered, find_by_words, words_of

OFFICES = Words("people_office", "title")
# Of so many words it is tried which belong to which of two names: each try asks the database.
MOST_SPLIT = 5


def find_offices(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the offices whose title has the words, likest first.

    Where none has them all, those of the organization that is named, or of the one that some of
    the words name and whose office has the others.
    """
    if found := find_by_words([OFFICES], typed, limit=limit):
        return found
    if titles := _offices_of(find_organizations(typed, limit=limit)):
        return sorted(titles, key=lambda pk: -covered(words_of(typed), titles[pk]))[:limit]
    for title, organization in _splits(typed):
        titles = _offices_of(find_organizations(organization, limit=limit))
        words = words_of(title)
        scores = {pk: covered(words, text) for pk, text in titles.items()}
        fitting = [pk for pk, score in scores.items() if score > len(words) * LIKE / 100]
        if fitting:
            return sorted(fitting, key=lambda pk: -scores[pk])[:limit]
    return []


def _offices_of(organizations: list[int]) -> dict[int, str]:
    """Return the titles of their offices by key, the latest entered first."""
    if not organizations:
        return {}
    rows = Office.objects.filter(organization__in=organizations).order_by("-pk")
    return dict(rows.values_list("pk", "title")[:MOST_CANDIDATES])


def find_tenures(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the tenures of the people or in the offices that are named.

    First those in whose office the words stand, then the latest.

    Where neither are, those of a person that some of the words name in an office of the others.
    """
    people, offices = find_people(typed, limit=limit), find_offices(typed, limit=limit)
    if people or offices:
        named = Tenure.objects.filter(Q(person__in=people) | Q(office__in=offices))
        return [pk for pk, *_ in _likest(named, typed)][:limit]
    for person, office in _splits(typed):
        held = Tenure.objects.filter(person__in=find_people(person, limit=limit))
        if found := best_tenures(held, office)[:limit]:
            return found
    return []


def best_tenures(rows: Any, typed: str) -> list[int]:
    """Return the keys of those tenures whose office has a word of those typed, likest first.

    All of them, the latest first, where nothing is typed.
    """
    least = LIKE / 200 if words_of(typed) else -1.0
    return [pk for pk, _, score in _likest(rows, typed) if score >= least]


def _likest(rows: Any, typed: str) -> list[tuple[int, float, float]]:
    """Return keys, and how well the title, and that with its organization, has the words."""
    words = words_of(typed)
    held = rows.newest_first().values_list("pk", "office__title", "office__organization__name")
    scored = [
        (pk, round(covered(words, title), 1), round(covered(words, f"{title} {where}"), 1))
        for pk, title, where in held[:MOST_CANDIDATES]
    ]
    return sorted(scored, key=lambda one: one[1:], reverse=True)


def _splits(typed: str) -> Iterator[tuple[str, str]]:
    """Yield the words in two parts, each way of parting them in order, either part first."""
    words = words_of(typed)
    if len(words) > MOST_SPLIT:
        return
    for place in range(1, len(words)):
        one, other = " ".join(words[:place]), " ".join(words[place:])
        yield one, other
        yield other, one
