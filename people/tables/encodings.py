"""The encoding of a table that is text."""

import codecs

from charset_normalizer import from_bytes

from people.tables.table import TableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What spreadsheets were saved in before UTF-8; old Macintosh and mainframe codes are mere noise.
_GUESSED = [
    *(f"cp{number}" for number in range(1250, 1259)),
    *("koi8_r", "iso8859_2", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874"),
]
# Guessing weighs every byte: lines that are not plain ASCII, and so much of them.
_GUESSED_FROM = 100_000


def decode_table(raw: bytes, chosen: str = "") -> tuple[str, str]:
    """Return the text and its encoding: by choice, by its mark, as UTF-8, or by a guess.

    Raises TableError where the chosen encoding does not fit, or for what is no text.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark) and chosen in ("", encoding):
            return _text(raw[len(mark) :], encoding), encoding
    if chosen:
        return _text(raw, chosen), chosen
    if b"\0" in raw[:4096] and (wide := _wide(raw)):
        return _text(raw, wide), wide
    try:
        return _text(raw, "utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _guess(raw)
        return _text(raw, encoding), encoding


def _wide(raw: bytes) -> str:
    """Return which UTF-16 without a mark this is, if most other bytes of its start are null."""
    head = raw[:2_000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = head[offset::2]
        if every_other.count(0) > 0.6 * len(every_other):
            return encoding
    return ""


def _text(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError as error:
        raise TableError(f"There is no encoding “{encoding}”: choose one of the list.") from error
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        line = raw.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"Line {line} is not written in {encoding}: choose another encoding, or save the "
            "file as UTF-8."
        ) from error
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        raise TableError(
            f"Line {line} holds a null byte, so this is a damaged file or no text: save it "
            "again as CSV in UTF-8."
        )
    return text


def _guess(raw: bytes) -> str:
    telling = b"\n".join(line for line in raw.splitlines() if not line.isascii())[:_GUESSED_FROM]
    matches = from_bytes(telling, cp_isolation=_GUESSED)
    best = matches.best()
    # Of encodings that read as well as each other, this is the one that most files are in.
    usual = [match for match in matches if match.encoding == "cp1252"]
    if best is None or any(match.chaos <= best.chaos for match in usual):
        encoding = "cp1252"
    else:
        encoding = best.encoding
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        # Every byte means something in it: what is wrong with a name or two is seen on the page.
        return "latin-1"
    return encoding
