"""What the engine hands out: one proposal for each statement found."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement found in a text.

    Offsets are code points into the text, end exclusive; `spans` are the parts of one statement.
    """

    spans: tuple[tuple[int, int], ...]
    kind: str
    construction: str
    cue: str
    cue_span: tuple[int, int] | None
    mention: str
    mention_span: tuple[int, int] | None
    speaker: str
    reason: str
    attribution: str
    role: str
    organization: str
    outlet: str
    occasion: str
    date_phrase: str
    said_on: datetime.date | None
    paragraph: tuple[int, int]
    confidence: float
    known: object | None = None
