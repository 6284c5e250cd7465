"""What the engine hands out: one proposal for each statement found."""

import datetime
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from .speakers import Reason


class Kind(StrEnum):
    """How the words are given; "mixed" is a report that quotes some of them."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement found in a text.

    Offsets are code points into the text, end exclusive. `spans` are the parts of one statement
    in reading order, quotation marks included. Empty strings and None where the text or the
    record does not say. `is_person` tells a person from an organization where the speaker is one of
    those the article names. `confidence` is the measured share of such proposals that are right.
    """

    spans: tuple[tuple[int, int], ...]
    kind: Kind
    construction: str
    cue: str
    cue_span: tuple[int, int] | None
    mention: str
    mention_span: tuple[int, int] | None
    speaker: str
    reason: Reason
    is_person: bool | None
    person: Hashable | None
    organization_key: Hashable | None
    office: Hashable | None
    attribution: str
    role: str
    organization: str
    outlet: str
    occasion: str
    date_phrase: str
    said_on: datetime.date | None
    paragraph: tuple[int, int]
    confidence: float
