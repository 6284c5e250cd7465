"""Statements that are likely the same as another, unless a curator has said they are not."""

from typing import Any

from django.db.models import Q

from statements.checking.likeness import LIKELY_DUPLICATE, likeness
from statements.models import DistinctPair, Statement
from statements.search.alike import find_alike
from statements.search.attributes import Kind, token

# Comparing is a fraction of a millisecond each.
COMPARED = 300
NAMED = 3


def likely_duplicates(statement: Statement) -> list[Statement]:
    """Return the statements likest to `statement`, whoever said them, at most NAMED.

    Of those equally like the same speaker's come first. The statement need not be saved yet.
    """
    found = find_alike(
        statement.text,
        speaker=_token(statement),
        attribution=statement.attribution,
        limit=COMPARED,
    )
    aside = DistinctPair.objects.filter(Q(first=statement.pk) | Q(second=statement.pk))
    known = {pk for pair in aside.values_list("first", "second") for pk in pair}
    others = Statement.objects.filter(pk__in=set(found) - known - {statement.pk})
    scored = [
        (likeness(statement.text, other.text), is_by_same_speaker(statement, other), other.pk)
        for other in others.only("text", "person", "organization", "attribution")
    ]
    likest = sorted((one for one in scored if one[0] >= LIKELY_DUPLICATE), reverse=True)[:NAMED]
    rows = Statement.objects.with_speaker().in_bulk([pk for *_, pk in likest])
    return [rows[pk] for *_, pk in likest]


def is_by_same_speaker(one: Statement, other: Statement) -> bool:
    """Return whether both name the same speaker, or the same attribution where neither does."""
    if one.person_id or one.organization_id or other.person_id or other.organization_id:
        mine = one.person_id, one.organization_id
        return mine == (other.person_id, other.organization_id)
    return one.attribution.casefold() == other.attribution.casefold()


def _token(statement: Statement) -> int | None:
    if statement.person_id:
        return token(Kind.SPEAKER, statement.person_id)
    if statement.organization_id:
        return token(Kind.ORGANIZATION, statement.organization_id)
    return None


def set_aside(one: Statement, other: Statement, *, by: Any) -> None:
    """Keep that the two are not the same, once and for all."""
    first, second = sorted((one, other), key=lambda statement: statement.pk)
    DistinctPair.objects.get_or_create(first=first, second=second, defaults={"decided_by": by})
