"""A quote where it stands: what is before and after it, and the address of its very words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sources.models import Capture, Document
from sources.paragraphs import paragraph_spans
from sources.text_fragments import text_fragment_url
from statements.models import Appearance


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `public_id` is that of the statement whose words it is, or empty."""

    text: str
    public_id: str = ""


def cut(text: str, marks: list[tuple[int, int, str]], *, start: int = 0) -> list[Piece]:
    """Return `text` cut into pieces at `marks`: (start, end, public id), in any order.

    Offsets are code points counted from `start`, where `text` begins. Where two marks overlap the
    earlier keeps the words.
    """
    pieces, place = [], start
    for first, last, public_id in sorted(marks):
        first = max(first, place)
        if first >= last or last > start + len(text):
            continue
        if first > place:
            pieces.append(Piece(text[place - start : first - start]))
        pieces.append(Piece(text[first - start : last - start], public_id))
        place = last
    if place - start < len(text):
        pieces.append(Piece(text[place - start :]))
    return pieces


def marks_of(appearance: Appearance) -> list[tuple[int, int, str]]:
    """Return where the speaker's words stand in the capture."""
    return [(first, last, appearance.statement.public_id) for first, last in appearance.spans]


def context_of(appearance: Appearance) -> list[Piece]:
    """Return the paragraph around an appearance with its words marked; [] if none is kept."""
    if not (appearance.capture and appearance.paragraph and appearance.start is not None):
        return []
    text = appearance.capture.text
    start = text.rfind(appearance.paragraph, 0, appearance.start + len(appearance.paragraph))
    if start < 0:
        return []
    return cut(appearance.paragraph, marks_of(appearance), start=start)


def text_fragment_of(appearance: Appearance) -> str:
    """Return the address of the very words at the source; "" for what is not on the web."""
    url = appearance.document.canonical_url
    if not url:
        return ""
    return text_fragment_url(
        url, appearance.exact, prefix=appearance.prefix, suffix=appearance.suffix
    )


def paragraphs_of(document: Document) -> list[list[Piece]]:
    """Return the newest kept text by paragraphs, each published quote in it marked."""
    capture = document.captures.kept().first()
    if capture is None:
        return []
    published = capture.appearances.filter(statement__status="published")
    return marked_paragraphs(capture, published.select_related("statement"))


def marked_paragraphs(capture: Capture, appearances: Iterable[Appearance]) -> list[list[Piece]]:
    """Return the text of a capture by paragraphs, the words of these appearances marked."""
    marks = [mark for appearance in appearances for mark in marks_of(appearance)]
    return [
        cut(
            capture.text[start:end], [mark for mark in marks if start <= mark[0] < end], start=start
        )
        for start, end in paragraph_spans(capture.text)
    ]
