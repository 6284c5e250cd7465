"""How often a proposal of a sort is right, its words and its speaker: measured, not guessed.

The shares were printed by `python bench/confidence.py --table` on 840 American political articles
and, for speakers that must be resolved, on 49 Canadian ones. Those the rules were written by as
well: the shares of such reasons stand halfway down to what was measured before these were read.
Without `--table` the script shows how far the product of all can be trusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .constructions import Attribution
from .speakers import Reason

SHORT, LONG = 40, 100  # Characters of the words.
UNSEEN_SPEAKER = 0.6


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of right words by "construction kind" and by kind alone, and of speakers by reason.

    `lengths` are factors by "kind length": what is short is right less often than its sort is.
    """

    words: dict[str, float]
    lengths: dict[str, float]
    speakers: dict[Reason, float]

    def of(self, sort: str, kind: str, length: str, reason: Reason) -> float:
        """Return the share, 0 to 1, of such proposals whose words and speaker are right."""
        words = self.words.get(f"{sort} {kind}", self.words.get(kind, 0.5))
        words = min(words * self.lengths.get(f"{kind} {length}", 1.0), 1.0)
        return round(words * self.speakers.get(reason, UNSEEN_SPEAKER), 2)


MEASURED = Shares(
    words={
        "according direct": 0.98,
        "according document": 0.58,
        "according indirect": 0.76,
        "according mixed": 0.75,
        "according view indirect": 0.55,
        "as apposition indirect": 0.7,
        "as indirect": 0.65,
        "as mixed": 0.8,
        "bare apposed indirect": 0.7,
        "bare apposed mixed": 0.82,
        "bare apposition direct": 0.98,
        "bare apposition indirect": 0.86,
        "bare apposition mixed": 0.94,
        "bare coordinated direct": 0.96,
        "bare coordinated indirect": 0.7,
        "bare coordinated mixed": 0.75,
        "bare direct": 0.99,
        "bare document": 0.64,
        "bare indirect": 0.74,
        "bare mixed": 0.79,
        "bare participle direct": 0.97,
        "bare participle indirect": 0.68,
        "bare participle mixed": 0.82,
        "bare relative document": 0.64,
        "bare relative indirect": 0.58,
        "bare relative mixed": 0.83,
        "colon direct": 0.8,
        "described apposed direct": 0.96,
        "described apposed mixed": 0.56,
        "described apposition direct": 0.83,
        "described apposition mixed": 0.55,
        "described coordinated direct": 0.79,
        "described coordinated mixed": 0.59,
        "described direct": 0.67,
        "described indirect": 0.6,
        "described mixed": 0.49,
        "described participle direct": 0.7,
        "described participle mixed": 0.56,
        "described relative indirect": 0.6,
        "described relative mixed": 0.48,
        "direct": 0.96,
        "document": 0.6,
        "follow-on direct": 0.82,
        "headline indirect": 0.9,
        "indirect": 0.75,
        "infinitive coordinated indirect": 0.62,
        "infinitive coordinated mixed": 0.68,
        "infinitive indirect": 0.44,
        "infinitive relative indirect": 0.78,
        "inserted apposition direct": 0.96,
        "inserted apposition indirect": 0.55,
        "inserted direct": 0.89,
        "inserted indirect": 0.88,
        "inserted mixed": 0.86,
        "label direct": 0.75,
        "left apposed direct": 0.99,
        "left apposed indirect": 0.67,
        "left apposed mixed": 0.72,
        "left apposition direct": 0.99,
        "left apposition indirect": 0.6,
        "left apposition mixed": 0.8,
        "left direct": 0.99,
        "left document": 0.53,
        "left indirect": 0.72,
        "left mixed": 0.81,
        "mixed": 0.77,
        "mixed apposed mixed": 0.8,
        "mixed apposition mixed": 0.8,
        "mixed coordinated direct": 0.85,
        "mixed direct": 0.86,
        "mixed mixed": 0.69,
        "mixed participle direct": 0.96,
        "noun possessor direct": 0.89,
        "noun possessor indirect": 0.4,
        "noun possessor mixed": 0.64,
        "object apposition mixed": 0.72,
        "object coordinated mixed": 0.82,
        "object direct": 0.96,
        "object indirect": 0.67,
        "object mixed": 0.69,
        "object participle indirect": 0.78,
        "object participle mixed": 0.55,
        "object relative mixed": 0.72,
        "question apposition indirect": 0.83,
        "question apposition mixed": 0.68,
        "question coordinated indirect": 0.77,
        "question coordinated mixed": 0.8,
        "question direct": 0.96,
        "question indirect": 0.83,
        "question mixed": 0.87,
        "question participle indirect": 0.86,
        "question relative direct": 0.85,
        "question relative indirect": 0.78,
        "quote apposed direct": 0.97,
        "quote apposition direct": 0.92,
        "quote apposition mixed": 0.76,
        "quote coordinated direct": 0.87,
        "quote coordinated mixed": 0.8,
        "quote direct": 0.91,
        "quote indirect": 0.44,
        "quote mixed": 0.59,
        "quote participle direct": 0.89,
        "quote participle mixed": 0.7,
        "quote relative direct": 0.98,
        "quote relative mixed": 0.68,
        "that apposed indirect": 0.8,
        "that apposed mixed": 0.83,
        "that apposition direct": 0.92,
        "that apposition indirect": 0.86,
        "that apposition mixed": 0.91,
        "that coordinated direct": 0.97,
        "that coordinated indirect": 0.79,
        "that coordinated mixed": 0.86,
        "that direct": 0.94,
        "that indirect": 0.77,
        "that mixed": 0.82,
        "that participle direct": 0.93,
        "that participle indirect": 0.78,
        "that participle mixed": 0.9,
        "that relative indirect": 0.61,
        "that relative mixed": 0.66,
        "transcript direct": 0.36,
    },
    lengths={
        "direct long": 1.0,
        "direct middling": 0.99,
        "direct short": 0.88,
        "document long": 1.12,
        "document middling": 0.88,
        "indirect long": 0.95,
        "indirect middling": 1.06,
        "indirect short": 0.89,
        "mixed long": 1.01,
        "mixed middling": 0.99,
        "mixed short": 0.87,
    },
    speakers={
        Reason.AS_PRINTED: 0.88,
        Reason.BEFORE: 0.94,
        Reason.BODY: 0.85,
        Reason.GROUP: 0.84,
        Reason.INTRODUCED: 0.85,
        Reason.NAMED: 0.98,
        Reason.NOBODY: 0.75,
        Reason.OFFICE: 0.81,
        Reason.PRONOUN: 0.86,
        Reason.SAME: 0.75,
        Reason.SEVERAL: 0.91,
        Reason.STATED: 0.85,
        Reason.SURNAME: 0.98,
        Reason.UNRESOLVED: 0.52,
        Reason.VARIED: 0.65,
    },
)


def sort_of(construction: str, attribution: Attribution | None) -> str:
    """Return the construction and, unless it is a plain one, the way its subject was found."""
    subject = attribution.subject if attribution else None
    if subject is None or subject.path in ("subject", "inverted", construction):
        return construction
    return f"{construction} {subject.path}"


def length_of(spans: Sequence[tuple[int, int]]) -> str:
    """Return "short", "middling" or "long"."""
    characters = sum(end - start for start, end in spans)
    return "short" if characters < SHORT else "middling" if characters < LONG else "long"
