"""A speaker as found, and why it is taken for the one meant."""

from dataclasses import dataclass
from enum import StrEnum

from .cast import Entity


class Reason(StrEnum):
    """Why a mention means its speaker, in words for the curator."""

    NAMED = "named here"
    SURNAME = "surname of somebody named in the article"
    SEVERAL = "several named together"
    OFFICE = "the one of this office named before"
    RECORD_OFFICE = "held this office on that day, says the record"
    ISSUER = "whose document it is"
    INTRODUCED = "the one of this kind named right after"
    VARIED = "another word for the person last spoken of"
    STATED = "whose statement it is"
    BODY = "the organization last spoken of"
    PRONOUN = "pronoun for the person last spoken of"
    GROUP = "pronoun for those who spoke last"
    SAME = "follows the words of the same speaker"
    BEFORE = "follows a sentence about this person"
    AS_PRINTED = "as printed, nobody is named"
    UNRESOLVED = "pronoun that is not resolved"
    NOBODY = "nobody is named"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The mention as printed at offsets [start, end), the name it resolves to, and why."""

    start: int
    end: int
    mention: str
    name: str
    reason: Reason
    entity: Entity | None = None
