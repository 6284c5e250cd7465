"""Plain text, and the encoding of any text."""

import codecs
import re

from charset_normalizer import from_bytes

from sources.failures import CaptureError, Failure
from sources.reading.article import Article

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is declared as one of these is, on the web, windows-1252 (WHATWG, "Encoding").
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
# Guessing weighs every byte; so many are enough.
_GUESSED_FROM = 100_000
# What the web was written in before UTF-8; old Macintosh and mainframe codes are mere noise.
_GUESSED = [
    *("utf_8", "utf_16", *(f"cp{number}" for number in range(1250, 1259)), "koi8_r", "iso8859_2"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874"),
]
MAX_CHARACTERS = 2_000_000
_TITLE = 200


def read_plain(raw: bytes, content_type: str = "") -> Article:
    """Return the text as it stands; its first line, if short, for the title."""
    text = cleaned(decode(raw, content_type))
    first = text.lstrip().partition("\n")[0].strip()
    return Article(text=text, title=first if len(first) <= _TITLE else "")


def decode(raw: bytes, content_type: str = "", *, hint: str = "") -> str:
    """Return the bytes as text: by their mark, by what is declared, as UTF-8, or by a guess.

    `hint` is what the file says of its own encoding, believed after what the server says.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    declared = _CHARSET.search(content_type)
    for encoding in (declared[1] if declared else "", hint, "utf-8"):
        name = "cp1252" if encoding.lower() in _LATIN else encoding
        try:
            return raw.decode(name) if name else _undecodable()
        except (LookupError, UnicodeError):
            continue
    guess = from_bytes(raw[:_GUESSED_FROM], cp_isolation=_GUESSED).best()
    return raw.decode(guess.encoding if guess else "cp1252", "replace")


def _undecodable() -> str:
    raise LookupError


def cleaned(text: str) -> str:
    """Return the text as it can be kept: line breaks as `\\n`, no nulls or lone surrogates.

    Raises CaptureError: EMPTY, or TOO_LARGE beyond MAX_CHARACTERS.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.encode("utf-8", "replace").decode("utf-8").strip("\n")
    if not text.strip():
        raise CaptureError(Failure.EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise CaptureError(Failure.TOO_LARGE, f"{len(text):,} characters")
    return text
