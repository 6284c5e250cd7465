"""A quote where it stands: what is before and after it, and the address of its very words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from sources.models import Capture, Document, DocumentURL
from sources.paragraphs import paragraph_spans
from sources.text_fragments import text_fragment_url
from statements.checking import QuoteState, check_quote
from statements.models import Appearance, Statement

# Code points shown of the paragraph before and of the one after.
AROUND = 500


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The paragraph a quote stands in, its words marked, between its neighbours."""

    before: str
    pieces: list[Piece]
    after: str


def context_of(appearance: Appearance) -> Surroundings | None:
    """Return what an appearance stands in; None if no text of it is kept."""
    if not (appearance.capture and appearance.paragraph and appearance.start is not None):
        return None
    text = appearance.capture.text
    start = text.rfind(appearance.paragraph, 0, appearance.start + len(appearance.paragraph))
    if start < 0:
        return None
    end = start + len(appearance.paragraph)
    spans = paragraph_spans(text)
    before = next((span for span in reversed(spans) if span[1] <= start), None)
    after = next((span for span in spans if span[0] >= end), None)
    return Surroundings(
        _end_of(text[slice(*before)]) if before else "",
        cut(appearance.paragraph, marks_of(appearance), start=start),
        _beginning_of(text[slice(*after)]) if after else "",
    )


def _end_of(paragraph: str) -> str:
    if len(paragraph) <= AROUND:
        return paragraph
    return "… " + paragraph[-AROUND:].partition(" ")[2]


def _beginning_of(paragraph: str) -> str:
    if len(paragraph) <= AROUND:
        return paragraph
    return paragraph[:AROUND].rpartition(" ")[0] + " …"


def text_fragment_of(appearance: Appearance) -> str:
    """Return the address of the very words at the source; "" where they do not stand there."""
    url = appearance.document.canonical_url
    if not url or appearance.source_changed_at:
        return ""
    return text_fragment_url(
        url, appearance.exact, prefix=appearance.prefix, suffix=appearance.suffix
    )


def archived_copies(appearances: Iterable[Appearance]) -> dict[int, list[str]]:
    """Return the archived copies of documents whose source has changed, by document."""
    changed = {one.document_id for one in appearances if one.source_changed_at}
    copies: dict[int, list[str]] = defaultdict(list)
    if changed:
        rows = DocumentURL.objects.filter(document__in=changed, is_archive=True)
        for document, url in rows.values_list("document", "url"):
            copies[document].append(url)
    return copies


@dataclass(frozen=True, slots=True)
class KeptText:
    """A kept text by paragraphs, each published quote in it marked.

    `only_earlier` are statements whose words stand in an earlier kept text and not in this.
    `changed_at` is when the source was first seen without some of these words, None if it has them
    all; `copies` are then the archived copies of it.
    """

    captured_at: datetime
    paragraphs: list[list[Piece]]
    only_earlier: list[Statement]
    changed_at: datetime | None = None
    copies: tuple[str, ...] = ()


def kept_text_of(document: Document) -> KeptText | None:
    """Return the newest kept text, or the one whose words the source has lost; None if none."""
    lost = Appearance.objects.filter(
        statement__status="published", source_changed_at__isnull=False, capture=OuterRef("pk")
    )
    captures = document.captures.kept().defer("raw").annotate(is_lost=Exists(lost))
    capture = captures.order_by("-is_lost", "-captured_at", "-pk").first()
    if capture is None:
        return None
    appearances = list(
        document.appearances.filter(statement__status="published")
        .exclude(spans=[])
        .select_related("statement__person", "statement__organization")
    )
    marks: list[tuple[int, int, str]] = []
    only_earlier: dict[int, Statement] = {}
    for appearance in appearances:
        places = marks_of(appearance)
        if appearance.capture_id != capture.pk:
            places = _places_in(capture.text, appearance)
        marks += places
        if not places:
            only_earlier[appearance.statement_id] = appearance.statement
    marked = {public_id for _, _, public_id in marks}
    changes = [one.source_changed_at for one in appearances if one.source_changed_at]
    return KeptText(
        capture.captured_at,
        _paragraphs(capture.text, marks),
        [one for one in only_earlier.values() if one.public_id not in marked],
        min(changes, default=None),
        tuple(archived_copies(appearances)[document.pk]),
    )


def marked_paragraphs(capture: Capture, appearances: Iterable[Appearance]) -> list[list[Piece]]:
    """Return the text of a capture by paragraphs, the words of these appearances marked."""
    marks = [mark for appearance in appearances for mark in marks_of(appearance)]
    return _paragraphs(capture.text, marks)


def _paragraphs(text: str, marks: list[tuple[int, int, str]]) -> list[list[Piece]]:
    return [
        cut(text[start:end], [mark for mark in marks if start <= mark[0] < end], start=start)
        for start, end in paragraph_spans(text)
    ]


def _places_in(text: str, appearance: Appearance) -> list[tuple[int, int, str]]:
    """Return where words that were checked against another text stand in this one."""
    check = check_quote(appearance.exact or appearance.statement.text, text, near=appearance.start)
    if check.state != QuoteState.VERIFIED:
        return []
    return [(first, last, appearance.statement.public_id) for first, last in check.spans]
