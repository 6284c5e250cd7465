"""Finding a quotation word for word."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sources.paragraphs import paragraph_spans
from sources.text import DOUBLE_QUOTES, MARK, SINGLE_QUOTES, NormalizedText, is_word_boundary
from statements.checking.wording import Piece, Wording

Span = tuple[int, int]

# What `[…]` may stand for, in characters and in paragraph breaks: more is another quotation.
MAX_GAP = 2_000
MAX_GAP_PARAGRAPHS = 3

_QUOTATION_MARK = re.compile(f"[{re.escape(SINGLE_QUOTES + DOUBLE_QUOTES)}]")


@dataclass(frozen=True, slots=True)
class Source:
    """A kept text beside its normalised form."""

    text: str
    normalized: NormalizedText


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A piece in the normalised text: its runs, parted by interruptions."""

    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def find_verbatim(wording: Wording, source: Source, *, near: int | None) -> tuple[Span, ...]:
    """Return the spans of the original text that hold the quotation; () if it does not.

    Of several places the one nearest to `near` is taken, otherwise the tightest, then the first.
    """
    places = _places((wording.whole,), source)
    if not places and len(wording.pieces) > 1:
        places = _places(wording.pieces, source)
    if near is None:
        return min(places, key=lambda spans: (spans[-1][1] - spans[0][0], spans[0][0]), default=())
    return min(places, key=lambda spans: abs(spans[0][0] - near), default=())


def _places(pieces: tuple[Piece, ...], source: Source) -> list[tuple[Span, ...]]:
    places = [tuple(_original_spans(chain, source)) for chain in _chains(pieces, source)]
    if len(pieces) == 1 or not places:
        return places
    breaks = [start for start, _ in paragraph_spans(source.text)]
    return [spans for spans in places if _is_coherent(spans, breaks)]


def _original_spans(chain: list[_Occurrence], source: Source) -> Iterator[Span]:
    for occurrence in chain:
        for start, end in occurrence.spans:
            yield trimmed(source.text, *source.normalized.original_span(start, end))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends: marks are folded with their spaces."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_coherent(spans: tuple[Span, ...], breaks: list[int]) -> bool:
    return all(
        bisect_right(breaks, following[0]) - bisect_right(breaks, span[1]) <= MAX_GAP_PARAGRAPHS
        for span, following in pairwise(spans)
    )


def _chains(pieces: tuple[Piece, ...], source: Source) -> Iterator[list[_Occurrence]]:
    """Yield the places of the pieces in order, each as near to the one before as can be."""
    columns = []
    for piece in pieces:
        column = list(_occurrences(piece, source))
        if not column:
            return
        columns.append(column)
    starts = [[occurrence.start for occurrence in column] for column in columns]
    for first in columns[0]:
        chain = [first]
        for column, column_starts in zip(columns[1:], starts[1:], strict=True):
            index = bisect_left(column_starts, chain[-1].end)
            if index == len(column) or column_starts[index] - chain[-1].end > MAX_GAP:
                break
            chain.append(column[index])
        else:
            yield chain


def _occurrences(piece: Piece, source: Source) -> Iterator[_Occurrence]:
    text = source.normalized.text
    is_found = False
    if not piece.is_edited:
        for start in _starts(piece.text, text):
            if found := _accepted(piece, text, ((start, start + len(piece.text)),)):
                is_found = True
                yield found
    if is_found or not (piece.is_edited or MARK in text):
        return
    for match in _matches(piece, text):
        interruptions = [match.span(group) for group in range(1, match.re.groups + 1)]
        interruptions = [span for span in interruptions if span != (-1, -1)]
        if all(_is_interruption(source, *span) for span in interruptions):
            edges = [match.start(), *(edge for span in interruptions for edge in span), match.end()]
            spans = tuple(zip(edges[::2], edges[1::2], strict=True))
            if found := _accepted(piece, text, spans):
                yield found


def _matches(piece: Piece, text: str) -> Iterator[re.Match[str]]:
    """Yield where the pattern stands, except in nothing: an insertion alone quotes nobody."""
    return (match for match in piece.pattern.finditer(text) if match[0].strip())


def _starts(sought: str, text: str) -> Iterator[int]:
    start = text.find(sought)
    while start != -1:
        yield start
        start = text.find(sought, start + 1)


def _accepted(piece: Piece, text: str, spans: tuple[Span, ...]) -> _Occurrence | None:
    """Return the occurrence with as much of the piece's end marks as stands there."""
    start, end = spans[0][0], spans[-1][1]
    if not (is_word_boundary(text, start) and is_word_boundary(text, end)):
        return None
    if piece.tail[:1] in (",", ".") and text[end : end + 1] in ("?", "!"):
        return None  # A question is no assertion.
    for mark in reversed(piece.lead):
        if start and text[start - 1] == mark:
            start -= 1
    for mark in piece.tail:
        if text[end : end + 1] == mark:
            end += 1
    if len(spans) == 1:
        return _Occurrence(((start, end),))
    return _Occurrence(((start, spans[0][1]), *spans[1:-1], (spans[-1][0], end)))


def _is_interruption(source: Source, start: int, end: int) -> bool:
    """Return whether the normalised span runs from a closing to an opening quotation mark."""
    closing = source.normalized.original_span(start, start + 1)
    opening = source.normalized.original_span(end - 1, end)
    return _closes(source.text, *closing) and _opens(source.text, *opening)


def _closes(text: str, start: int, end: int) -> bool:
    before, glyph, after = _around_mark(text, start, end)
    if before.isspace():
        return glyph in "»›" and not after.isalnum()
    return not after.isalnum() or not before.isalnum()


def _opens(text: str, start: int, end: int) -> bool:
    before, glyph, after = _around_mark(text, start, end)
    if after.isspace():
        return glyph in "«‹" and not before.isalnum()
    return not before.isalnum()


def _around_mark(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the character before the mark in `text[start:end]`, the mark, the one after it."""
    marks = list(_QUOTATION_MARK.finditer(text, start, end))
    first, last = marks[0].start(), marks[-1].start()
    return text[max(0, first - 1) : first] or " ", text[first], text[last + 1 : last + 2] or " "
