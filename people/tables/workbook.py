"""Tables in workbooks (XLSX, XLS, ODS): one sheet, its cells as they were computed when saved."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from people.tables.table import (
    MAX_CELLS,
    MAX_COLUMNS,
    Choices,
    Found,
    Row,
    TableError,
)

MAX_PARTS = 5_000
# Unpacked: a sheet of a million rows has some 500 MB.
MAX_UNPACKED = 1_500_000_000
# Merged ranges further down belong to no header.
HEADER_ROWS = 20
_CHUNK = 1_000_000
_OVERLAP = 20_000
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)")
# A cell with a formula and no value, or with an error for its value.
_UNCOMPUTED = re.compile(
    rb'<c\s[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s{0,20}'
    rb"<f(?:\s[^>]{0,500})?(?:/>|>[^<]{0,10000}</f>)\s{0,20}(?:<v\s?/>|<v></v>)?\s{0,20}</c>"
)
_ERROR = re.compile(rb'<c\s(?=[^>]{0,200}\bt="e")[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(raw: bytes, choices: Choices) -> tuple[Found, Iterator[Row]]:
    """Return how the workbook was read, and the rows of its chosen or first filled sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    faults: dict[str, dict[int, str]] = {}
    if raw.startswith(b"PK"):
        faults = _examine(raw)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        sheet = _sheet(book, choices.sheet)
        _require_table(sheet)
        notes = _notes(book, sheet)
        merged = sheet.merged_cell_ranges or []
    except PasswordError as error:
        raise TableError("The file is locked with a password: save it without.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise TableError("The file is damaged: open it and save it again.") from error
    left = sheet.start[1] if sheet.start else 0
    found = Found(
        "workbook",
        sheet=sheet.name,
        sheets=tuple(book.sheet_names),
        merged=tuple(
            (top + 1, start - left, bottom + 1, end - left)
            for (top, start), (bottom, end) in merged
            if top < HEADER_ROWS
        ),
        notes=notes,
    )
    return found, _rows(sheet, faults.get(sheet.name, {}))


def _sheet(book: Any, chosen: str) -> Any:
    if chosen and chosen not in book.sheet_names:
        raise TableError(f"There is no sheet “{chosen}” in it: choose one that there is.")
    names = [chosen] if chosen else book.sheet_names
    sheets = (book.get_sheet_by_name(name) for name in names)
    sheet = next((sheet for sheet in sheets if sheet.height), None)
    if sheet is None:
        raise TableError("There is nothing in its sheets.")
    return sheet


def _require_table(sheet: Any) -> None:
    if sheet.width > MAX_COLUMNS:
        raise TableError(
            f"The sheet has {sheet.width:,} columns, and no more than {MAX_COLUMNS} are read: "
            "delete the empty ones, or copy the table into a new sheet."
        )
    if sheet.width * sheet.total_height > MAX_CELLS:
        raise TableError("The sheet is too large: save it as CSV and upload that.")


def _notes(book: Any, sheet: Any) -> tuple[str, ...]:
    others = [name for name in book.sheet_names if name != sheet.name]
    if not others:
        return ()
    return (f"Only the sheet “{sheet.name}” is read; there are others: {', '.join(others)}.",)


def _rows(sheet: Any, faults: dict[int, str]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield Row(number, [_text(cell) for cell in cells], faults.get(number, ""))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _examine(raw: bytes) -> dict[str, dict[int, str]]:
    """Refuse bombs and documents that define entities; return the faulty rows of each sheet."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TableError(
                    "Unpacked, the file is larger than any table of statements: it is refused. "
                    "Save the sheet as CSV and upload that."
                )
            if any(part.flag_bits & 1 for part in parts):
                raise TableError("The file is locked with a password: save it without.")
            sheets = _sheet_parts(package)
            faults: dict[str, dict[int, str]] = {}
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    found = _scan(package, part, is_sheet=part.filename in sheets)
                    faults[sheets.get(part.filename, "")] = found
            return faults
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ElementTree.ParseError) as error:
        raise TableError("The file is damaged: open it and save it again.") from error


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return which sheet each part of an XLSX is; {} for others."""
    if "xl/workbook.xml" not in package.namelist():
        return {}
    book, relations = (
        ElementTree.fromstring(_plain(package, name))  # noqa: S314 - declares no entities
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {
        relation.get("Id"): relation.get("Target", "").removeprefix("/xl/")
        for relation in relations
    }
    return {
        f"xl/{targets.get(sheet.get(_RELATION), '')}": sheet.get("name", "")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def _plain(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a small part that declares no entities; refuse others."""
    try:
        with package.open(name) as part:
            content = part.read(_CHUNK)
    except KeyError as error:
        raise TableError("The file is damaged: open it and save it again.") from error
    _refuse_declarations(content)
    return content


def _refuse_declarations(content: bytes) -> None:
    if _DECLARATION.search(content):
        raise TableError(
            "The file defines entities, as attacks do and no spreadsheet needs: it is refused. "
            "Save the sheet as CSV and upload that."
        )


def _scan(package: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_sheet: bool) -> dict[int, str]:
    faults: dict[int, str] = {}
    with package.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            content = kept + chunk
            _refuse_declarations(content)
            if is_sheet:
                for match in _UNCOMPUTED.finditer(content):
                    faults[_row(match[1])] = (
                        f"{match[1].decode()} is a formula that was never computed: open the "
                        "file in a spreadsheet program and save it."
                    )
                for match in _ERROR.finditer(content):
                    faults[_row(match[1])] = f"{match[1].decode()} is an error, not a value."
            kept = content[-_OVERLAP:]
    return faults


def _row(reference: bytes) -> int:
    return int(reference.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
