"""Measure the export of a whole record against a bare COPY … TO STDOUT of the same columns.

    python bench/export.py [--statements N] [--quick] [--reuse] [--json PATH]

Makes a record of N statements in a database of its own in the embedded PostgreSQL, or takes a
copy of the one that `search.py --keep` left. Then, in turns, writes all of it to CSV, as a report
does, and by COPY alone; to JSON; and once ten of the columns to XLSX.
Prints seconds, the ratio to COPY, the cells, and how much memory this process took on top.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from millions import server
from millions.arguments import record_options

TURNS = 3
# Of a sheet: ten million cells are a million rows of these.
SHEET_COLUMNS = 10
SITE = "https://record.example"


def main() -> None:
    options = record_options(__doc__).parse_args()
    name = f"on_record_bench_export_{options.statements}"
    with server.record(name, options.statements, reuse=options.reuse):
        figures = measure(options)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    from statements.columns import COLUMNS
    from statements.reports.files import MOST_SHEET_ROWS

    figures: dict[str, Any] = {}

    def tell(name: str, figure: float) -> None:
        figures[name] = figure
        print(f"{name:>16} {figure:,}", flush=True)

    tell("statements", options.statements)
    tell("cells", options.statements * len(COLUMNS))
    tell("csv_memory_mb", memory_of(ours("csv")))
    drain(bare())  # what is read first is read from disk
    turns = [(seconds(ours("csv")), seconds(bare())) for _ in range(TURNS)]
    csv_seconds, copy_seconds = (min(turn[side] for turn in turns) for side in (0, 1))
    tell("copy_seconds", round(copy_seconds, 2))
    tell("csv_seconds", round(csv_seconds, 2))
    tell("csv_to_copy", round(csv_seconds / copy_seconds, 2))
    tell("json_memory_mb", memory_of(ours("json")))
    tell("json_seconds", round(seconds(ours("json")), 2))
    if options.statements < MOST_SHEET_ROWS:
        began = perf_counter()
        tell("xlsx_cells", options.statements * SHEET_COLUMNS)
        tell("xlsx_memory_mb", memory_of(ours("xlsx", SHEET_COLUMNS)))
        tell("xlsx_seconds", round(perf_counter() - began, 2))
    return figures


def ours(file_format: str, columns: int | None = None) -> Iterator[bytes]:
    from statements.columns import COLUMNS
    from statements.reports.definition import ROWS, Definition
    from statements.reports.files import Written, row_blocks

    asked = Definition("", ROWS, columns=tuple(COLUMNS)[:columns])
    return row_blocks(asked, file_format, site=SITE, written=Written())


def bare() -> Iterator[bytes]:
    """Yield the same columns in the same order by COPY alone, nothing disarmed or summed."""
    from django.db import connection

    from statements import columns

    armed = dict(columns.COLUMNS)
    try:
        columns.COLUMNS.update(
            {name: replace(column, is_text=False) for name, column in armed.items()}
        )
        keys = "SELECT id FROM statements_statement"
        sql = columns.select(keys, tuple(armed), site=SITE)
    finally:
        columns.COLUMNS.update(armed)
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
        for block in copy:
            yield bytes(block)


def drain(blocks: Iterator[bytes]) -> int:
    return sum(len(block) for block in blocks)


def seconds(blocks: Iterator[bytes]) -> float:
    began = perf_counter()
    drain(blocks)
    return perf_counter() - began


def memory_of(blocks: Iterator[bytes]) -> int:
    """Return by how many MB the most memory this process ever had grows with one file more."""
    from millions.timing import most_memory

    before = most_memory()
    drain(blocks)
    return most_memory() - before


if __name__ == "__main__":
    main()
