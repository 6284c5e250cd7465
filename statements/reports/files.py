"""A report's answer as a file: CSV, XLSX or JSON, piece by piece, however large.

The rows of a CSV are written by the database itself (COPY); this side passes them on.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from statements.columns import disarm, select
from statements.exports import BLOCK, MARK, copied, in_blocks
from statements.reports.definition import Definition, ReportError
from statements.reports.tables import Table, keys_sql

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# A sheet has so many rows, the header among them.
MOST_SHEET_ROWS = 1_048_576
# So many rows are fetched at a time.
CHUNK = 2_000


@dataclass(slots=True)
class Written:
    """What was written so far: rows without the header, and the checksum of the bytes."""

    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)


def row_blocks(
    definition: Definition, file_format: str, *, site: str, written: Written
) -> Iterator[bytes]:
    """Yield the file of all rows asked for; what was written is counted as it goes.

    Raises ReportError before the first piece.
    """
    found = definition.statements()
    if file_format == "xlsx" and (count := found.count()) >= MOST_SHEET_ROWS:
        raise ReportError(
            f"A sheet has {MOST_SHEET_ROWS:,} rows, and these are {count:,}: take CSV or JSON."
        )
    keys, parameters = keys_sql(found)
    sql = select(keys, definition.columns, site=site)
    heads = list(definition.columns)
    if file_format == "csv":
        blocks = _copied(sql, parameters, heads, written)
    else:
        rows = _counted(_fetched(sql, parameters), written)
        blocks = _json(heads, rows) if file_format == "json" else _sheet(heads, rows)
    return _summed(blocks, written)


def table_blocks(table: Table, file_format: str, *, written: Written) -> Iterator[bytes]:
    """Yield the file of a table of counts."""
    rows = _counted(table.rows, written)
    writers = {"csv": _csv, "json": _json, "xlsx": _sheet}
    return _summed(writers[file_format](table.heads, rows), written)


def _summed(blocks: Iterable[bytes], written: Written) -> Iterator[bytes]:
    for block in blocks:
        written.digest.update(block)
        yield block


def _counted(rows: Iterable[Any], written: Written) -> Iterator[Any]:
    for row in rows:
        written.rows += 1
        yield row


def _copied(
    sql: str, parameters: tuple[Any, ...], heads: list[str], written: Written
) -> Iterator[bytes]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield from in_blocks(heads, _counted(copied(cursor, sql, list(parameters)), written))


def _fetched(sql: str, parameters: tuple[Any, ...]) -> Iterator[Any]:
    """Yield rows from a cursor on the server: memory stays flat."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, list(parameters))
            while rows := cursor.fetchmany(CHUNK):
                yield from rows


def _csv(heads: list[str], rows: Iterable[Any]) -> Iterator[bytes]:
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    kept.write(MARK)
    writer.writerow(map(disarm, heads))
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
        if kept.tell() >= BLOCK:
            yield kept.getvalue().encode()
            kept.seek(0)
            kept.truncate()
    yield kept.getvalue().encode()


def _plain(cell: Any) -> Any:
    return disarm(cell) if isinstance(cell, str) else cell


def _json(heads: list[str], rows: Iterable[Any]) -> Iterator[bytes]:
    kept = ["["]
    for number, row in enumerate(rows):
        line = json.dumps(
            dict(zip(heads, row, strict=True)), ensure_ascii=False, default=_json_value
        )
        kept.append(f"{',' if number else ''}\n{line}")
        if number % CHUNK == CHUNK - 1:
            yield "".join(kept).encode()
            kept = []
    kept.append("\n]\n")
    yield "".join(kept).encode()


def _json_value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _sheet(heads: list[str], rows: Iterable[Any]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(head) for head in heads])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _cell(value: Any) -> Any:
    """Return what a cell holds; text is disarmed, so that none becomes a formula."""
    return ILLEGAL_CHARACTERS_RE.sub("", disarm(value)) if isinstance(value, str) else value
