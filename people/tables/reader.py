"""Reads a table of any kind, within bounds."""

import re
from collections.abc import Iterator

from people.tables.delimited import read_delimited
from people.tables.json_rows import read_json
from people.tables.table import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    Choices,
    Found,
    Row,
    TableError,
    column_name,
)
from people.tables.workbook import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"{\\rtf": "a text document",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
# Begins what a spreadsheet computes; our own exports set an apostrophe before it.
_FORMULA = re.compile(r"\s*=\s*[\w.'\"(@+$-]")
_DISARMED = re.compile(r"'[=+\-@\t\r]")


def read_table(raw: bytes, name: str, choices: Choices) -> tuple[Found, Iterator[Row]]:
    """Return how a file was read, and its rows; its name is a hint. Raises TableError.

    The rows may raise it too, where what is wrong stands further down.
    """
    if len(raw) > MAX_FILE_BYTES:
        raise TableError(
            f"The file has {len(raw) // 1_000_000} MB, and no more than "
            f"{MAX_FILE_BYTES // 1_000_000} are read: divide it."
        )
    if not raw.strip():
        raise TableError("There is nothing in the file.")
    found, rows = _read(raw, name.lower(), choices)
    return found, _bounded(rows, checks_formulas=found.kind != "workbook")


def _read(raw: bytes, name: str, choices: Choices) -> tuple[Found, Iterator[Row]]:
    if raw.startswith((b"PK\x03\x04", _OLE)):
        return read_workbook(raw, choices)
    for start, what in _OTHERS.items():
        if raw.startswith(start):
            raise TableError(f"This is {what}: save the table as CSV, XLSX, ODS or JSON.")
    if _MARKUP.match(raw.removeprefix(b"\xef\xbb\xbf")):
        raise TableError("This is a web page or XML: save the table as CSV, XLSX, ODS or JSON.")
    first = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if name.endswith((".json", ".jsonl", ".ndjson")) or (first in b"[{" and name.endswith(".txt")):
        return read_json(raw)
    return read_delimited(raw, choices, hint="\t" if name.endswith((".tsv", ".tab")) else "")


def _bounded(rows: Iterator[Row], *, checks_formulas: bool) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise TableError(f"It has more than {MAX_ROWS:,} rows: divide it.")
        if len(row.cells) > MAX_COLUMNS:
            raise TableError(
                f"Row {row.number} has {len(row.cells):,} cells, and no more than {MAX_COLUMNS} "
                "columns are read: check the delimiter."
            )
        yield _checked(row, checks_formulas=checks_formulas)


def _checked(row: Row, *, checks_formulas: bool) -> Row:
    cells, fault = row.cells, row.fault
    for place, cell in enumerate(cells):
        if len(cell) > MAX_CELL_CHARACTERS:
            raise TableError(
                f"Row {row.number}, column {column_name(place)} has {len(cell):,} characters, "
                f"and a cell has at most {MAX_CELL_CHARACTERS:,}: shorten it."
            )
        if _DISARMED.match(cell):
            cells[place] = cell[1:]
        elif checks_formulas and not fault and _FORMULA.match(cell):
            fault = (
                f"Column {column_name(place)} is a formula ({cell.strip()[:40]}): put its "
                "result there, or an apostrophe before it."
            )
    return Row(row.number, cells, fault)
