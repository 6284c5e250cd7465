"""What kind of file some bytes are, by the bytes (after WHATWG, "MIME Sniffing")."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from sources.failures import CaptureError, Failure


class Kind(StrEnum):
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"


CONTENT_TYPES = {
    Kind.HTML: "text/html",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.TEXT: "text/plain",
}

_LOOKED_AT = 4096
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|article|main|div|p|h1)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
# No text has these: controls other than tab, line breaks, form feed and escape.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(raw: bytes, content_type: str = "") -> Kind:
    """Return the kind of file; the declared type decides only between markup and text.

    Raises CaptureError: EMPTY or UNKNOWN_TYPE.
    """
    if not raw.strip():
        raise CaptureError(Failure.EMPTY)
    head = raw[:_LOOKED_AT]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(raw)
    if head.startswith(_BOMS[1:]):
        # UTF-16 is full of null bytes, and hides the markup.
        head = head.decode("utf-16", "ignore").encode()
    if _BINARY.search(head):
        raise CaptureError(Failure.UNKNOWN_TYPE)
    if _MARKUP.match(head.removeprefix(_BOMS[0])):
        return Kind.HTML
    declared = content_type.partition(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml") and b"<" in head:
        return Kind.HTML
    return Kind.TEXT


def _kind_of_zip(raw: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            if "word/document.xml" in package.namelist():
                return Kind.DOCX
    except zipfile.BadZipFile as error:
        raise CaptureError(Failure.DAMAGED) from error
    raise CaptureError(Failure.UNKNOWN_TYPE)
