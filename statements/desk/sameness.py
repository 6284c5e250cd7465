"""Whether what an article says is a statement that is on record already."""

from people.partial_dates import PartialDate
from sources.text import normalize
from statements.models import Statement

# What stands at the ends of the same words in one article and not in another.
_EDGES = " .,;:!?…\"“'"


def is_same(one: Statement, other: Statement) -> bool:
    """Whether the same speaker said the same words, on the same day as far as both tell."""
    days: list[PartialDate | None] = [one.said_on, other.said_on]
    first, second = days
    return (
        _bare(one.text) == _bare(other.text)
        and (one.person_id, one.organization_id) == (other.person_id, other.organization_id)
        and (first is None or second is None or first.overlaps(second))
    )


def _bare(words: str) -> str:
    return normalize(words).text.strip(_EDGES)
