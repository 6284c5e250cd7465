"""The words of a proposal in its text: joined, cut, widened and narrowed. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.paragraphs import paragraph_spans

Span = tuple[int, int]

# Opening and closing marks, and what of them is told from an apostrophe by its place alone.
MARKS = (("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("``", "''"), ("‘", "’"), ('"', '"'))
_WORD = re.compile(r"\S+")
_BARE_WORD = re.compile(r"\w(?:\S*\w)?")
_SENTENCE_END = re.compile(r"[.!?…][”’\"»)\]]*\s+(?=\S)")
_CLAUSE_END = re.compile(r"[,;:–—][”’\"»]?\s+(?:(?:and|but|or)\s+)?(?=\S)")


def words_of(text: str, spans: Iterable[Span]) -> str:
    """Return the words at `spans` as one text, without the quotation marks around them."""
    return " ".join(filter(None, (unquoted(text[start:end]) for start, end in spans)))


def unquoted(words: str) -> str:
    """Return words without the marks that open and close them as a whole; inner ones stay."""
    words = words.strip()
    for opening, closing in MARKS:
        if words.startswith(opening):
            inside = words[len(opening) :]
            at = inside.rfind(closing) if closing == "’" else inside.find(closing)
            is_whole = at < 0 or not inside[at + len(closing) :].strip(".,; ")
            return inside[: at if at >= 0 else None].strip() if is_whole else words
    for opening, closing in MARKS:
        # An apostrophe may end a word: the boys’.
        if closing != "’" and words.endswith(closing) and opening not in words[: -len(closing)]:
            return words[: -len(closing)].strip()
    return words


def normalized(spans: Iterable[Span]) -> list[Span]:
    """Return spans in reading order; those that touch or overlap become one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def moved(text: str, spans: Sequence[Span], *, edge: str, way: str, unit: str) -> list[Span]:
    """Return spans with one edge moved by a word or a sentence; unchanged where it cannot move.

    `edge` is "start" or "end", `way` "wider" or "narrower", `unit` "word" or "sentence".
    """
    starts, ends = _stops(text, unit)
    first, last = spans[0], spans[-1]
    if edge == "start":
        if way == "wider":
            start = max((s for s in starts if s < first[0]), default=first[0])
        else:
            start = min((s for s in starts if first[0] < s < first[1]), default=first[0])
        return normalized([(start, first[1]), *spans[1:]])
    if way == "wider":
        end = min((e for e in ends if e > last[1]), default=last[1])
    else:
        end = max((e for e in ends if last[0] < e < last[1]), default=last[1])
    return normalized([*spans[:-1], (last[0], end)])


def _stops(text: str, unit: str) -> tuple[list[int], list[int]]:
    """Return where an edge may stand: the marks at a word's ends may go with it or stay."""
    if unit == "word":
        words = [match.span() for match in _WORD.finditer(text)]
        bare = [match.span() for match in _BARE_WORD.finditer(text)]
        return [a for a, _ in words + bare], [b for _, b in words + bare]
    sentences = []
    for start, end in paragraph_spans(text):
        begin = start
        for match in _SENTENCE_END.finditer(text, start, end):
            sentences.append((begin, begin + len(text[begin : match.end()].rstrip())))
            begin = match.end()
        sentences.append((begin, end))
    return [a for a, _ in sentences], [b for _, b in sentences]


def places_to_split(text: str, spans: Sequence[Span]) -> list[int]:
    """Return where the words can be cut in two, the likeliest first: gaps, sentences, clauses."""
    gaps = [start for start, _ in spans[1:]]
    sentences = [m.end() for a, b in spans for m in _SENTENCE_END.finditer(text, a, b)]
    clauses = [m.end() for a, b in spans for m in _CLAUSE_END.finditer(text, a, b)]
    return list(dict.fromkeys([*gaps, *sentences, *clauses]))


def split(spans: Sequence[Span], at: int) -> tuple[list[Span], list[Span]]:
    """Return the spans before and from `at` on; one side is empty if nothing stands there."""
    before = [(start, min(end, at)) for start, end in spans if start < at]
    after = [(max(start, at), end) for start, end in spans if end > at]
    return before, after


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans without white space at their ends; blank ones are left out."""
    kept = []
    for start, end in spans:
        words = text[start:end]
        if words.strip():
            left, right = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
            kept.append((start + left, end - right))
    return kept


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text and the key of what it belongs to; None for the reporter's words.

    `is_first` where it is the first of its key: the place that links lead to.
    """

    text: str
    key: int | None = None
    is_first: bool = False


def marked(text: str, marks: dict[int, Sequence[Span]], *, on_top: int) -> list[list[Stretch]]:
    """Return the text by paragraphs, each cut where marks start and end.

    Where marks overlap, `on_top` keeps its words, else the one that starts last.
    """
    layers = sorted(
        ((start, end, key) for key, spans in marks.items() for start, end in spans),
        key=lambda mark: (mark[2] != on_top, -mark[0], mark[1]),
    )
    edges = sorted({edge for start, end, _ in layers for edge in (start, end)})
    seen: set[int] = set()
    paragraphs = []
    for start, end in paragraph_spans(text):
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        stretches = []
        for first, last in pairwise(cuts):
            key = next((k for a, b, k in layers if a <= first and last <= b), None)
            stretches.append(Stretch(text[first:last], key, key is not None and key not in seen))
            seen |= {key} if key is not None else set()
        paragraphs.append(stretches)
    return paragraphs
