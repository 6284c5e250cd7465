"""How often a proposal of a sort is right, its words and its speaker: measured, not guessed.

The shares were printed by `python bench/confidence.py --table` on 840 American political articles
and, for speakers that must be resolved, on 49 Canadian ones; without `--table` it shows how far
the product of both can be trusted on articles that had no part in it.
"""

from .constructions import Attribution
from .speakers import Reason, Speaker

WORDS: dict[str, float] = {
    "according": 0.77,
    "as": 0.63,
    "bare": 0.74,
    "bare apposed": 0.84,
    "bare apposition": 0.87,
    "bare coordinated": 0.71,
    "bare participle": 0.76,
    "bare relative": 0.62,
    "colon": 0.79,
    "described": 0.52,
    "described apposed": 0.7,
    "described apposition": 0.59,
    "described coordinated": 0.64,
    "described participle": 0.57,
    "described relative": 0.48,
    "follow-on": 0.83,
    "headline": 0.91,
    "label": 0.53,
    "left": 0.94,
    "left apposed": 0.87,
    "left apposition": 0.89,
    "left relative": 0.67,
    "mixed": 0.73,
    "mixed apposed": 0.86,
    "mixed apposition": 0.86,
    "mixed coordinated": 0.67,
    "mixed participle": 0.86,
    "noun possessor": 0.42,
    "object": 0.49,
    "object apposition": 0.73,
    "object coordinated": 0.87,
    "object participle": 0.55,
    "object relative": 0.77,
    "question": 0.86,
    "question apposition": 0.82,
    "question coordinated": 0.84,
    "question participle": 0.9,
    "question relative": 0.77,
    "quote": 0.83,
    "quote apposed": 0.89,
    "quote apposition": 0.85,
    "quote coordinated": 0.81,
    "quote participle": 0.71,
    "quote relative": 0.82,
    "that": 0.78,
    "that apposed": 0.88,
    "that apposition": 0.89,
    "that coordinated": 0.85,
    "that participle": 0.82,
    "that relative": 0.58,
    "transcript": 0.34,
}
SPEAKERS: dict[Reason, float] = {
    Reason.AS_PRINTED: 0.87,
    Reason.BEFORE: 0.98,
    Reason.BODY: 0.78,
    Reason.GROUP: 0.8,
    Reason.NAMED: 0.97,
    Reason.OFFICE: 0.89,
    Reason.PRONOUN: 0.81,
    Reason.SAME: 0.71,
    Reason.SEVERAL: 0.94,
    Reason.SURNAME: 0.98,
    Reason.UNRESOLVED: 0.48,
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
