"""PDF files: their boxes of text as paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import Any

from sources.failures import CaptureError, Failure
from sources.reading.article import Article
from sources.reading.lines import hyphenated_words, join_lines
from sources.reading.plain import cleaned

MAX_PAGES = 500
# A first line further in than this, in points, begins a paragraph.
_INDENT = 6
_SENTENCE_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_NO_TITLE = re.compile(r"^(?:microsoft \w+ - |untitled|.*\.(?:docx?|pdf|indd|qxd|rtf|odt)$)", re.I)


def read_pdf(raw: bytes) -> Article:
    """Return the text of a PDF, a paragraph a line; raises CaptureError."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    try:
        pages, title, authors = _read(raw)
    except PDFPasswordIncorrect as error:
        raise CaptureError(Failure.ENCRYPTED) from error
    except (PDFException, PSException) as error:
        raise CaptureError(Failure.DAMAGED) from error
    text = "\n".join(_put_together(chain.from_iterable(_without_furniture(pages))))
    if not text.strip():
        raise CaptureError(Failure.NO_ARTICLE, "it is pictures of pages, without text")
    return Article(text=cleaned(text), title=title, authors=authors)


def _read(raw: bytes) -> tuple[list[list[str]], str, str]:
    """Return the paragraphs of each page, and the title and author the file names."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextBox
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(BytesIO(raw)))
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams())
    interpreter = PDFPageInterpreter(manager, device)
    boxes: list[list[Any]] = []
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise CaptureError(Failure.TOO_LARGE, f"more than {MAX_PAGES} pages")
        interpreter.process_page(page)
        boxes.append([box for box in device.get_result() if isinstance(box, LTTextBox)])
    lines = [line.get_text().rstrip("\n") for page in boxes for box in page for line in box]
    hyphenated = hyphenated_words(lines)
    pages = [[one for box in page for one in _paragraphs(box, hyphenated)] for page in boxes]
    info = document.info[0] if document.info else {}
    title = _info(info.get("Title"))
    return pages, "" if _NO_TITLE.match(title) else title, _info(info.get("Author"))


def _paragraphs(box: Any, hyphenated: frozenset[str]) -> list[str]:
    """Return the paragraphs of a box: one, or more where first lines stand in."""
    lines = [(line.x0, line.get_text().rstrip("\n")) for line in box]
    groups: list[list[str]] = []
    for x0, line in lines:
        is_in = x0 > box.x0 + _INDENT
        if not groups or (is_in and _SENTENCE_ENDS.search(groups[-1][-1].rstrip())):
            groups.append([])
        groups[-1].append(line)
    return [text for group in groups if (text := join_lines(group, hyphenated))]


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Drop page numbers, and headers and footers: what most pages repeat."""
    counts = Counter(key for page in pages for key in {_key(one) for one in page})
    often = max(3, len(pages) / 2)
    return [
        [one for one in page if not _PAGE_NUMBER.fullmatch(one) and counts[_key(one)] < often]
        for page in pages
    ]


def _key(paragraph: str) -> str:
    return re.sub(r"\d+", "0", paragraph)


def _put_together(paragraphs: Iterable[str]) -> list[str]:
    """Join what a page, a column or an indented first line parts in the middle of a sentence."""
    joined: list[str] = []
    for one in paragraphs:
        if joined and one[:1].islower() and not _SENTENCE_ENDS.search(joined[-1]):
            joined[-1] = join_lines([joined[-1], one])
        else:
            joined.append(one)
    return joined


def _info(value: Any) -> str:
    from pdfminer.utils import decode_text

    if not isinstance(value, bytes):
        return ""
    return re.sub(r"\s+", " ", decode_text(value)).strip()[:500]
