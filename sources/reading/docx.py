"""Word documents (DOCX): their paragraphs, as they read with all changes accepted."""

import re
import zipfile
from io import BytesIO
from typing import Any

from sources.failures import CaptureError, Failure
from sources.reading.article import Article
from sources.reading.plain import cleaned

MAX_PARTS = 5_000
# Unpacked; a document's text is a small part of it.
MAX_BYTES = 200_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What was deleted or moved away, and the plain twin of a text box.
_PASSED_OVER = {f"{_WORD}del", f"{_WORD}moveFrom", _FALLBACK}


def read_docx(raw: bytes) -> Article:
    """Return the text of a document, a paragraph a line; raises CaptureError."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    _require_modest(raw)
    try:
        document = Document(BytesIO(raw))
    except (
        PackageNotFoundError,
        KeyError,
        ValueError,
        XMLSyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise CaptureError(Failure.DAMAGED) from error
    paragraphs = [
        (text, paragraph.find(f"{_WORD}pPr/{_WORD}pStyle"))
        for paragraph in _paragraphs(document.element.body)
        if (text := _text(paragraph).strip())
    ]
    properties = document.core_properties
    titled = next((text for text, style in paragraphs if _is_title(style)), "")
    return Article(
        text=cleaned("\n".join(text for text, _ in paragraphs)),
        title=_line(properties.title) or titled[:500],
        authors=_line(properties.author),
        language=_language(properties.language),
    )


def _require_modest(raw: bytes) -> None:
    """Refuse a bomb by what its parts say of themselves: zipfile unpacks no more than that."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise CaptureError(Failure.DAMAGED) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES:
        raise CaptureError(Failure.TOO_COMPLEX)


def _paragraphs(body: Any) -> list[Any]:
    """Return the paragraphs in reading order, those of tables and text boxes among them."""
    return [
        paragraph
        for paragraph in body.iter(f"{_WORD}p")
        if not any(one.tag == _FALLBACK for one in paragraph.iterancestors())
    ]


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph; of runs in links, fields and accepted changes too."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        # A text box holds paragraphs of its own, which come by themselves.
        if node.tag in _PASSED_OVER or node.tag == f"{_WORD}p":
            continue
        name = node.tag.removeprefix(_WORD) if isinstance(node.tag, str) else ""
        if name == "t":
            pieces.append(node.text or "")
        elif name != "pPr":
            pieces.append(_CHARACTERS.get(name, ""))
            waiting.extend(reversed(node))
    return "".join(pieces)


def _is_title(style: Any) -> bool:
    name = style.get(f"{_WORD}val", "") if style is not None else ""
    return name.lower() in ("title", "heading1")


def _language(tag: str) -> str:
    primary = re.split(r"[-_]", tag.strip().lower())[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else ""


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
