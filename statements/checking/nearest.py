"""Finding the passage that comes nearest to a quotation."""

import heapq
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from sources.text import WORD

# How many passages are compared in full, of those that share the most words with the quotation.
_CANDIDATES = 3
_EDGE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of normalised text and its likeness to the quotation, 0 to 1."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    folded: list[str]
    spans: list[tuple[int, int]]


def find_nearest(sought: str, text: str) -> Passage | None:
    """Return the passage of `text` most like `sought`, both normalised; None if no word is shared.

    Windows as long as the quotation are ranked by the words they share with it, a rare word
    counting more; the best are aligned word by word and compared letter by letter.
    """
    quote, source = _words(sought), _words(text)
    passages = [
        _passage(sought, text, quote, source, start) for start in _best_windows(quote, source)
    ]
    return max(passages, key=lambda passage: passage.score, default=None)


def _words(text: str) -> _Words:
    matches = list(WORD.finditer(text))
    return _Words([match[0].casefold() for match in matches], [match.span() for match in matches])


def _best_windows(quote: _Words, source: _Words) -> list[int]:
    """Return where the windows begin that share most with the quotation, best first."""
    sought = set(quote.folded)
    counts = Counter(word for word in source.folded if word in sought)
    weights = [1 / counts[word] if word in sought else 0.0 for word in source.folded]
    size = min(len(quote.folded), len(source.folded))
    sums = [0.0, *accumulate(weights)]
    shares = [sums[start + size] - sums[start] for start in range(len(sums) - size)]
    best: list[int] = []
    for start in heapq.nlargest(_CANDIDATES * size, range(len(shares)), key=shares.__getitem__):
        if shares[start] > 0 and all(abs(start - other) >= size for other in best):
            best.append(start)
    return best[:_CANDIDATES]


def _passage(sought: str, text: str, quote: _Words, source: _Words, window: int) -> Passage:
    """Return what in and around the window belongs to the quotation."""
    size = len(quote.folded)
    margin = size // 2 + 3
    first = max(0, window - margin)
    words = source.folded[first : window + size + margin]
    begin, end = _densest(_matched(quote.folded, words))
    begin, end = first + begin, first + end

    def score(begin: int, end: int) -> float:
        return fuzz.ratio(sought, text[source.spans[begin][0] : source.spans[end - 1][1]]) / 100

    # The words at the edges may themselves be altered: take in as many as make it more alike.
    starts = range(begin, max(-1, begin - _EDGE_WORDS - 1), -1)
    begin = max(starts, key=lambda start: score(start, end))
    ends = range(end, min(len(source.spans), end + _EDGE_WORDS) + 1)
    end = max(ends, key=lambda stop: score(begin, stop))
    return Passage(source.spans[begin][0], source.spans[end - 1][1], score(begin, end))


def _matched(quote: list[str], words: list[str]) -> list[bool]:
    matched = [False] * len(words)
    for operation in Indel.opcodes(quote, words):
        if operation.tag == "equal":
            for index in range(operation.dest_start, operation.dest_end):
                matched[index] = True
    return matched


def _densest(matched: list[bool]) -> tuple[int, int]:
    """Return the run in which matched words outweigh the others most; each match is worth two."""
    best, best_sum = (0, 1), 0
    start, total = 0, 0
    for index, is_match in enumerate(matched):
        if total <= 0:
            start, total = index, 0
        total += 2 if is_match else -1
        if total > best_sum:
            best, best_sum = (start, index + 1), total
    return best
