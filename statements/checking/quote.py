"""Checking a quotation against the kept text of its document."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from people.diff import DiffToken, word_diff
from sources.paragraphs import paragraph_around
from sources.text import NormalizedText, is_word_boundary, normalize
from statements.checking.nearest import find_nearest
from statements.checking.verbatim import Source, Span, find_verbatim, trimmed
from statements.checking.wording import Wording, read_wording

# Least likeness at which a passage counts as the quotation, altered. Passages of unrelated news
# text reach 0.5 to 0.6 by chance.
ALTERED = 0.7
# Characters of context kept on either side, as far as word boundaries allow.
CONTEXT = 64


class QuoteState(StrEnum):
    VERIFIED = "verified"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether the words of a quotation stand in a text, and where.

    Offsets are code points into the text, end exclusive, and None if it was not found. `spans`
    leaves out what stands between the words (gaps, attributions); `start` to `end` spans it all
    and is the text `exact`. `exact`, `prefix` and `suffix` make a W3C TextQuoteSelector. `diff`
    leads from the text to the words checked and is empty unless they are altered. `score` is the
    likeness of the best passage, 0 to 1.
    """

    state: QuoteState
    score: float
    spans: tuple[Span, ...] = ()
    start: int | None = None
    end: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    paragraph: Span | None = None
    diff: tuple[DiffToken, ...] = ()


def check_quote(words: str, text: str, *, near: int | None = None) -> QuoteCheck:
    """Return whether and where `words` stand in `text`.

    Typography is ignored; `[…]` and `…` may leave out up to MAX_GAP characters, `[words]` may be
    an editor's insertion and `[T]he` a changed case; the speaker may be named between the words.
    `near` is the offset of the place to prefer where the words stand more than once.
    """
    wording = read_wording(words)
    if not wording.pieces:
        return QuoteCheck(QuoteState.NOT_FOUND, score=0.0)
    source = Source(text, _normalized(text))
    if spans := find_verbatim(wording, source, near=near):
        return _located(QuoteState.VERIFIED, text, spans, score=1.0)
    return _check_altered(wording, source)


@lru_cache(maxsize=4)
def _normalized(text: str) -> NormalizedText:
    """A document's quotes are checked one after another, each against the same text."""
    return normalize(text)


def _check_altered(wording: Wording, source: Source) -> QuoteCheck:
    normalized = source.normalized
    passage = find_nearest(wording.text, normalized.text)
    if passage is None or passage.score < ALTERED:
        return QuoteCheck(QuoteState.NOT_FOUND, score=passage.score if passage else 0.0)
    words, end = wording.words, passage.end
    if normalized.text.startswith(wording.end_marks, end):
        end += len(wording.end_marks)
    elif normalized.text[end : end + 1] in ("?", "!"):
        end += 1
    elif wording.end_marks in (",", "."):
        words = words[:-1]  # The reporter's, as in a verified quotation.
    span = trimmed(source.text, *normalized.original_span(passage.start, end))
    found = _located(QuoteState.ALTERED, source.text, (span,), score=passage.score)
    return replace(found, diff=word_diff(found.exact, words, alike=_typography_folded))


def _located(state: QuoteState, text: str, spans: tuple[Span, ...], *, score: float) -> QuoteCheck:
    start, end = spans[0][0], spans[-1][1]
    return QuoteCheck(
        state=state,
        score=score,
        spans=spans,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=_prefix(text, start),
        suffix=_suffix(text, end),
        paragraph=paragraph_around(text, start, end),
    )


def _typography_folded(text: str) -> str:
    return normalize(text).text.strip()


def _prefix(text: str, end: int) -> str:
    """Return up to CONTEXT characters before `end`, beginning with a whole word if one fits."""
    start = max(0, end - CONTEXT)
    for position in range(start, start + (end - start) // 2):
        if is_word_boundary(text, position):
            return text[position:end]
    return text[start:end]


def _suffix(text: str, start: int) -> str:
    """Return up to CONTEXT characters from `start` on, ending with a whole word if one fits."""
    end = min(len(text), start + CONTEXT)
    for position in range(end, end - (end - start) // 2, -1):
        if is_word_boundary(text, position):
            return text[start:position]
    return text[start:end]
