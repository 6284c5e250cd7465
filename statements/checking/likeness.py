"""How alike the words of two statements are, whatever their typography."""

import unicodedata

from rapidfuzz import fuzz

from sources.text import WORD, normalize

# From here on a curator is asked whether two statements are the same: one changed word in six
# reaches it, and unrelated statements do not (see docs/checking.md).
LIKELY_DUPLICATE = 0.8

# Longer texts are compared word by word instead of letter by letter, which bounds the time.
_LONG_CHARACTERS = 20_000


def likeness(left: str, right: str) -> float:
    """Return how alike the words of two texts are, from 0 to 1 for the same words in order.

    It is the share of letters left after deleting and inserting the fewest to turn one into the
    other. From LIKELY_DUPLICATE on the two are likely one statement. Typography, case, accents,
    letter variants and punctuation make no difference; a text without words is told from others by
    its punctuation.
    """
    mine, theirs = _folded_words(left), _folded_words(right)
    if not mine or not theirs:
        return float(normalize(left).text.strip() == normalize(right).text.strip())
    if max(len(left), len(right)) > _LONG_CHARACTERS:
        return fuzz.ratio(mine, theirs) / 100
    return fuzz.ratio(" ".join(mine), " ".join(theirs)) / 100


def _folded_words(text: str) -> list[str]:
    """Return the words without case and accents, digits as ASCII."""
    decomposed = unicodedata.normalize("NFKD", normalize(text).text.casefold())
    bare = "".join(_bare(character) for character in decomposed)
    return WORD.findall(bare)


def _bare(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character
