"""How often a proposal of a sort is right: its words and its speaker."""

from .constructions import Attribution
from .resolution import Speaker

WORDS: dict[tuple[str, str], float] = {}
SPEAKERS: dict[str, float] = {}
UNSEEN_WORDS, UNSEEN_SPEAKER = 0.6, 0.8


def sort_of(construction: str, attribution: Attribution | None) -> tuple[str, str]:
    """Return the construction and the way its subject was found."""
    path = attribution.subject.path if attribution and attribution.subject else ""
    return construction, path


def confidence(
    construction: str, attribution: Attribution | None, speaker: Speaker | None
) -> float:
    """Return the share, 0 to 1, of such proposals whose words and speaker are right."""
    words = WORDS.get(sort_of(construction, attribution), UNSEEN_WORDS)
    who = SPEAKERS.get(speaker.reason.split(":")[-1].strip(), UNSEEN_SPEAKER) if speaker else 0.3
    return round(words * who, 2)
