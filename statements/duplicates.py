"""Statements that are likely the same as another, unless a curator has said they are not."""

from typing import Any

from django.db.models import Q

from statements.checking.likeness import LIKELY_DUPLICATE, likeness
from statements.models import DistinctPair, Statement

# Of the same speaker, newest first: comparing is a fraction of a millisecond each.
COMPARED = 500
NAMED = 3


def likely_duplicates(statement: Statement) -> list[Statement]:
    """Return the statements of the same speaker likest to `statement`, at most NAMED.

    The statement need not be saved yet.
    """
    same_speaker = Statement.objects.filter(
        person=statement.person_id, organization=statement.organization_id
    )
    if not statement.speaker:
        same_speaker = same_speaker.filter(attribution__iexact=statement.attribution)
    aside = DistinctPair.objects.filter(Q(first=statement.pk) | Q(second=statement.pk))
    known = {pk for pair in aside.values_list("first", "second") for pk in pair}
    others = same_speaker.exclude(pk__in=known | {statement.pk}).order_by("-pk")[:COMPARED]
    scored = [(likeness(statement.text, other.text), other) for other in others]
    likest = sorted(
        (pair for pair in scored if pair[0] >= LIKELY_DUPLICATE), key=lambda pair: -pair[0]
    )
    return [other for _, other in likest[:NAMED]]


def set_aside(one: Statement, other: Statement, *, by: Any) -> None:
    """Keep that the two are not the same, once and for all."""
    first, second = sorted((one, other), key=lambda statement: statement.pk)
    DistinctPair.objects.get_or_create(first=first, second=second, defaults={"decided_by": by})
