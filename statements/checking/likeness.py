"""How alike two statements are, and how to find the like among millions.

A fingerprint is equal for the same words; shingles are numbers of which near duplicates share
some, so that the database can fetch candidates by an overlap of integer arrays; `likeness` then
judges each candidate.
"""

import hashlib
import heapq
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from sources.text import WORD, normalize

# From here on a curator is asked whether two statements are the same: one changed word in six
# reaches it, and unrelated statements do not (see docs/checking.md).
LIKELY_DUPLICATE = 0.8

MAX_SHINGLES = 24
_SHINGLE_WORDS = 3
# A changed word spoils every shingle of so short a statement; instead its words are numbered with
# each one left out in turn, which any two that differ in one word have in common.
_SHORT = 8
# Longer texts are compared word by word instead of letter by letter, which bounds the time.
_LONG_CHARACTERS = 20_000


def fingerprint(text: str) -> str:
    """Return 32 hexadecimal digits, the same for texts of the same words.

    Typography, case, accents, letter variants and punctuation make no difference; a text without
    words is told from others by its punctuation.
    """
    words = " ".join(_folded_words(text)) or normalize(text).text.strip()
    return hashlib.blake2b(_bytes(words), digest_size=16).hexdigest()


def shingles(text: str) -> tuple[int, ...]:
    """Return up to MAX_SHINGLES signed 32-bit numbers in order; () for a text without words.

    They are the least hashes of its runs of three words (a bottom-k sketch), stable between
    processes and versions of Python. Statements whose words are mostly the same, in mostly the
    same order, share some.
    """
    words = _folded_words(text)
    hashes = {_hash(run) for run in _runs(words)}
    least = heapq.nsmallest(MAX_SHINGLES - _SHORT - 1, hashes)
    if len(words) <= _SHORT:
        least += [_hash(kept) for kept in _with_one_left_out(words)]
    return tuple(sorted(set(least)))


def likeness(left: str, right: str) -> float:
    """Return how alike the words of two texts are, from 0 to 1 for the same words in order.

    It is the share of letters left after deleting and inserting the fewest to turn one into the
    other. From LIKELY_DUPLICATE on the two are likely one statement.
    """
    mine, theirs = _folded_words(left), _folded_words(right)
    if not mine or not theirs:
        return float(fingerprint(left) == fingerprint(right))
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


def _runs(words: list[str]) -> Iterator[list[str]]:
    for start in range(len(words) - _SHINGLE_WORDS + 1):
        yield words[start : start + _SHINGLE_WORDS]


def _with_one_left_out(words: list[str]) -> Iterator[list[str]]:
    if words:
        yield words
    if len(words) > 1:
        yield from (words[:index] + words[index + 1 :] for index in range(len(words)))


def _hash(words: list[str]) -> int:
    digest = hashlib.blake2b(_bytes("\n".join(words)), digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True)


def _bytes(text: str) -> bytes:
    # A lone surrogate is no valid text, but no reason to fail either.
    return text.encode("utf-8", "surrogatepass")
