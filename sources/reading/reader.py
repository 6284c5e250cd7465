"""Reads any kind of source."""

from sources.reading.article import Article
from sources.reading.docx import read_docx
from sources.reading.html import read_html
from sources.reading.pdf import read_pdf
from sources.reading.plain import read_plain
from sources.reading.sniffing import Kind, kind_of


def read(raw: bytes, *, content_type: str = "", url: str = "") -> Article:
    """Return what stands in a file; its declared type is a hint. Raises CaptureError."""
    match kind_of(raw, content_type):
        case Kind.HTML:
            return read_html(raw, content_type, url)
        case Kind.PDF:
            return read_pdf(raw)
        case Kind.DOCX:
            return read_docx(raw)
        case Kind.TEXT:
            return read_plain(raw, content_type)
