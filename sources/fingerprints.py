"""Recognising a text by its words: the same article under another address, reprinted, cut.

A fingerprint is a sketch of the text's runs of words ("bottom-k", Broder 1997): the smallest of
their hashes, the same few in every text that shares most of its runs.
"""

import re
from hashlib import blake2b
from itertools import islice

from sources.text import normalize

# So many words in a row are hardly ever shared by accident.
RUN = 5
SIZE = 64
# The share of runs from which two texts are one article, allowing for a changed paragraph.
SAME_TEXT = 0.5

_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> list[int]:
    """Return up to SIZE 64-bit signed numbers in order, the same for texts of the same words.

    Punctuation, case and layout make no difference; [] for a text without words.
    """
    words = _WORD.findall(normalize(text).text.casefold())
    if not words:
        return []
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    hashes = sorted({_hash(run) for run in runs})
    return list(islice(hashes, SIZE))


def likeness(one: list[int], other: list[int]) -> float:
    """Return the estimated share of word runs that two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    smallest = sorted({*one, *other})[:SIZE]
    common = {*one} & {*other}
    return sum(number in common for number in smallest) / len(smallest)


def _hash(run: str) -> int:
    digest = blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
