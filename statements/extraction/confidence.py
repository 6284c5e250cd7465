"""How often a proposal of a sort is right, its words and its speaker: measured, not guessed.

The shares were printed by `python bench/confidence.py --table` on 840 American political articles
and, for speakers that must be resolved, on 49 Canadian ones. Those the rules were written by as
well: the shares of such reasons stand halfway down to what was measured before these were read.
Without `--table` the script shows how far the product of both can be trusted.
"""

from .constructions import Attribution
from .speakers import Reason, Speaker

WORDS: dict[str, float] = {
    "according": 0.77,
    "according view": 0.65,
    "as": 0.69,
    "bare": 0.75,
    "bare apposed": 0.76,
    "bare apposition": 0.89,
    "bare coordinated": 0.72,
    "bare participle": 0.73,
    "bare relative": 0.62,
    "colon": 0.8,
    "described": 0.53,
    "described apposed": 0.65,
    "described apposition": 0.59,
    "described coordinated": 0.65,
    "described participle": 0.59,
    "described relative": 0.41,
    "follow-on": 0.8,
    "headline": 0.91,
    "inserted": 0.89,
    "inserted apposition": 0.65,
    "label": 0.54,
    "left": 0.94,
    "left apposed": 0.81,
    "left apposition": 0.9,
    "left relative": 0.61,
    "mixed": 0.7,
    "mixed apposed": 0.86,
    "mixed apposition": 0.86,
    "mixed coordinated": 0.75,
    "mixed participle": 0.86,
    "noun possessor": 0.43,
    "object": 0.64,
    "object apposition": 0.78,
    "object coordinated": 0.88,
    "object participle": 0.55,
    "object relative": 0.78,
    "question": 0.86,
    "question apposition": 0.83,
    "question coordinated": 0.84,
    "question participle": 0.91,
    "question relative": 0.78,
    "quote": 0.83,
    "quote apposed": 0.9,
    "quote apposition": 0.87,
    "quote coordinated": 0.82,
    "quote participle": 0.7,
    "quote relative": 0.84,
    "that": 0.79,
    "that apposed": 0.89,
    "that apposition": 0.9,
    "that coordinated": 0.85,
    "that participle": 0.82,
    "that relative": 0.62,
    "transcript": 0.34,
}
SPEAKERS: dict[Reason, float] = {
    Reason.AS_PRINTED: 0.86,
    Reason.BEFORE: 0.94,
    Reason.BODY: 0.85,
    Reason.GROUP: 0.84,
    Reason.INTRODUCED: 0.85,
    Reason.NAMED: 0.97,
    Reason.NOBODY: 0.75,
    Reason.OFFICE: 0.86,
    Reason.PRONOUN: 0.86,
    Reason.SAME: 0.79,
    Reason.SEVERAL: 0.91,
    Reason.STATED: 0.85,
    Reason.SURNAME: 0.98,
    Reason.UNRESOLVED: 0.52,
    Reason.VARIED: 0.65,
}
UNSEEN_WORDS, UNSEEN_SPEAKER = 0.6, 0.6


def sort_of(construction: str, attribution: Attribution | None) -> str:
    """Return the construction and, unless it is a plain one, the way its subject was found."""
    subject = attribution.subject if attribution else None
    if subject is None or subject.path in ("subject", "inverted", construction):
        return construction
    return f"{construction} {subject.path}"


def confidence(sort: str, speaker: Speaker | None) -> float:
    """Return the share, 0 to 1, of proposals of a sort whose words and speaker are right."""
    reason = speaker.reason if speaker else Reason.NOBODY
    return round(WORDS.get(sort, UNSEEN_WORDS) * SPEAKERS.get(reason, UNSEEN_SPEAKER), 2)
