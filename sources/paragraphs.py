"""Paragraphs of a kept text, and the context of a quote in it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*|\r\n[^\S\n]*\r\n\s*|\u2029\s*")
_LINE_BREAK = re.compile(r"\s*[\n\r\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Context:
    """A quote between what stands before and after it; the three joined are a slice of the text."""

    before: str
    quote: str
    after: str


def paragraph_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the paragraphs, without surrounding white space; () for a blank text.

    Blank lines part paragraphs. In a text without any, each line is a paragraph: extracted
    article text has one a line, while hard-wrapped text always has blank lines between.
    """
    return tuple(_spans_between(_separator(text), text))


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the paragraph that holds `text[start:end]`.

    A quote that runs over several paragraphs gets the span of all of them.
    """
    spans = paragraph_spans(text)
    first, last = _paragraphs_touched(spans, start, end)
    if first > last:
        # The place lies in the white space between paragraphs.
        return start, end
    return min(spans[first][0], start), max(spans[last][1], end)


def context(text: str, start: int, end: int, *, paragraphs: int = 1) -> Context:
    """Return the quote `text[start:end]` in its own and `paragraphs` more on either side."""
    spans = paragraph_spans(text)
    if not spans:
        return Context("", text[start:end], "")
    first, last = _paragraphs_touched(spans, start, end)
    opening = spans[min(max(0, first - paragraphs), len(spans) - 1)][0]
    closing = spans[max(0, min(last + paragraphs, len(spans) - 1))][1]
    return Context(
        before=text[min(opening, start) : start],
        quote=text[start:end],
        after=text[end : max(closing, end)],
    )


def _separator(text: str) -> re.Pattern[str]:
    return _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_BREAK


def _spans_between(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    edges = [0]
    for match in separator.finditer(text):
        edges.extend(match.span())
    edges.append(len(text))
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        stripped = text[start:end].strip()
        if stripped:
            start += len(text[start:end]) - len(text[start:end].lstrip())
            spans.append((start, start + len(stripped)))
    return spans


def _paragraphs_touched(
    spans: tuple[tuple[int, int], ...], start: int, end: int
) -> tuple[int, int]:
    """Return the index of the first and the last paragraph touched; first > last if none is."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, max(end, start + 1), key=lambda span: span[0]) - 1
    return first, last
