"""What a paragraph tells once for several statements: who reported them, when, and at what."""

from dataclasses import replace

from .details import Details
from .speakers import Speaker
from .tokens import Sentence

Said = tuple[Sentence, Speaker | None]
Credits = dict[int, tuple[int, str]]


def carry(said: list[Said], around: list[Details], credited: Credits) -> list[Details]:
    """Return `around` with what is told nearby filled in where a statement's sentence is silent.

    Day and occasion go on to later statements of the same speaker in the paragraph. An outlet
    goes either way ("…," he added, Tasnim reported), and from a sentence without words of its own
    ("as Tasnim reported") to all that follow. `credited` has, by number of sentence, its
    paragraph and the outlet it names.
    """
    filled: list[Details] = []
    for number, details in enumerate(around):
        before = [filled[k] for k in range(number) if _belong(said[k], said[number])]
        after = [around[k] for k in range(number, len(said)) if _belong(said[k], said[number])]
        filled.append(_filled(details, before, after, _bare_credit(said, number, credited)))
    return filled


def _belong(one: Said, other: Said) -> bool:
    """Whether two statements are the same speaker's, in the same paragraph."""
    return one[0].paragraph == other[0].paragraph and _key(one[1]) == _key(other[1])


def _key(speaker: Speaker | None) -> object:
    if speaker is None:
        return None
    return id(speaker.entity) if speaker.entity else speaker.name


def _filled(details: Details, before: list[Details], after: list[Details], credit: str) -> Details:
    dated = next((known for known in reversed(before) if known.date_phrase), details)
    is_silent = not details.date_phrase
    outlets = [details, *reversed(before), *after]
    return replace(
        details,
        outlet=next((known.outlet for known in outlets if known.outlet), credit),
        occasion=details.occasion
        or next((known.occasion for known in reversed(before) if known.occasion), ""),
        date_phrase=dated.date_phrase if is_silent else details.date_phrase,
        said_on=dated.said_on if is_silent else details.said_on,
    )


def _bare_credit(said: list[Said], number: int, credited: Credits) -> str:
    """Return the outlet of the last sentence before, in the paragraph, that reports no words."""
    at = said[number][0]
    speaking = {sentence.index for sentence, _ in said}
    bare = (
        outlet
        for index, (paragraph, outlet) in sorted(credited.items(), reverse=True)
        if paragraph == at.paragraph and index < at.index and index not in speaking
    )
    return next(bare, "")
