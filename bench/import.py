"""Measure the import of statements against a bare COPY of the same rows into the same tables.

    python bench/import.py [--statements N] [--rows N] [--quick] [--reuse] [--json PATH]

Makes a record of N statements in a database of its own in the embedded PostgreSQL, triggers and
indexes on, or takes a copy of the one that `search.py --keep` left. Then, in turns: imports a CSV
file, as a person would; and copies the rows that this made into their tables once more, under new
keys, by COPY alone, within the same `bulk_load` as imports and as one transaction. Prints rows a
second of both and their ratio: of the writing, and of the whole import (reading and checking too).
At the end a file changes words and topics of as many statements by their public ids.
"""

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from millions import server
from millions.arguments import record_options

TURNS = 4
TABLES = ("statements_statement", "statements_statement_topics")


def arguments() -> argparse.Namespace:
    parser = record_options(__doc__)
    parser.add_argument("--rows", type=int, metavar="N", help="of a file; 10,000 unless told")
    options = parser.parse_args()
    options.rows = options.rows or min(10_000, options.statements // 10)
    return options


def main() -> None:
    options = arguments()
    name = f"on_record_bench_import_{options.statements}"
    with server.record(name, options.statements, reuse=options.reuse) as maker:
        figures = measure(options, maker)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(options: argparse.Namespace, maker: Any) -> dict[str, Any]:
    turns = []
    for turn in range(TURNS):
        first = newest("statements_statement")
        steps = import_file(file_of(maker, options.rows, turn))
        copied = copy_again(first)
        turns.append({**steps, "copy": copied})
        print(
            f"turn {turn + 1}: "
            + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in turns[-1].items())
        )
    figures = told(turns, options)
    took = import_file(changes_of(options.rows))
    figures["updated_a_second"] = round(options.rows / took["writing"])
    print(f"{'updated_a_second':>20} {figures['updated_a_second']:,}")
    return figures


def told(turns: list[dict[str, float]], options: argparse.Namespace) -> dict[str, Any]:
    """Return and print the figures; the first turn warms up and does not count."""
    sums = {name: sum(turn[name] for turn in turns[1:]) for name in turns[0]}
    rows = options.rows * (TURNS - 1)
    whole = sum(seconds for name, seconds in sums.items() if name != "copy")
    figures = {
        "statements": options.statements,
        "rows": options.rows,
        "copy_a_second": round(rows / sums["copy"]),
        "written_a_second": round(rows / sums["writing"]),
        "imported_a_second": round(rows / whole),
        "writing_to_copy": round(sums["copy"] / sums["writing"], 2),
        "whole_to_copy": round(sums["copy"] / whole, 2),
    }
    for name, figure in figures.items():
        print(f"{name:>20} {figure:,}")
    return figures


def file_of(maker: Any, count: int, turn: int) -> bytes:
    """Return a CSV of further statements by people on record."""
    maker.go_on()
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(["speaker", "words", "said on", "topics"])
    names = dict(_rows("SELECT id, name FROM people_person"))
    topics = dict(_rows("SELECT id, name FROM statements_topic"))
    for number in range(count):
        words = maker.sentence(maker.draw("topics"), 2024)
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        said = f"{words} ({turn}.{number})"
        writer.writerow([names[maker.draw("people")], said, day, topics[maker.draw("topics")]])
    return kept.getvalue().encode()


def changes_of(count: int) -> bytes:
    """Return a CSV that changes the words and the topics of so many statements on record."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(["public_id", "words", "topics"])
    topics = [name for (name,) in _rows("SELECT name FROM statements_topic ORDER BY id LIMIT 40")]
    known = _rows(
        "SELECT public_id, text FROM statements_statement WHERE status = 'draft'"
        f" ORDER BY id DESC LIMIT {count}"
    )
    for number, (public_id, words) in enumerate(known):
        writer.writerow([public_id, f"{words} Again.", topics[number % len(topics)]])
    return kept.getvalue().encode()


def _rows(sql: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def newest(table: str) -> int:
    return _rows(f"SELECT coalesce(max(id), 0) FROM {table}")[0][0]


def import_file(raw: bytes) -> dict[str, float]:
    """Import a file to its end; return the seconds of each step."""
    from django.contrib.auth.models import User

    from statements.importing import jobs
    from statements.importing.models import ImportFile, StatementImport
    from statements.importing.speakers import decide_rest

    user, _ = User.objects.get_or_create(username="bench", is_superuser=True)
    of = StatementImport.objects.create(name="bench.csv", started_by=user)
    ImportFile.objects.create(of_import=of, raw=raw)
    seconds = {}
    for step in ("reading", "checking", "writing"):
        if step == "writing":
            decide_rest(of, "unnamed")
        began = perf_counter()
        jobs.begin(of, step, is_small=True)
        seconds[step] = perf_counter() - began
        if of.failure:
            raise SystemExit(of.failure)
    if of.imported_count + of.updated_count != of.row_count:
        raise SystemExit(
            f"{of.imported_count + of.updated_count} of {of.row_count} rows were imported."
        )
    return seconds


def copy_again(first: int) -> float:
    """Copy what was written after a key once more, by COPY alone; return the seconds."""
    from django.db import connection

    from people.bulk import bulk_load

    shift = newest("statements_statement") - first
    links = newest("statements_statement_topics")
    pieces = []
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = [name for (name,) in _rows(_COLUMNS.format(table=table))]
            key = "id" if table == TABLES[0] else "statement_id"
            shown = ", ".join(_shifted(table, name, shift, links) for name in columns)
            sql = f"COPY (SELECT {shown} FROM {table} WHERE {key} > {first}) TO STDOUT"
            with cursor.copy(sql) as copy:
                lines = b"".join(bytes(block) for block in copy)
            names = ", ".join(f'"{name}"' for name in columns)
            pieces.append((f"COPY {table} ({names}) FROM STDIN", lines))
    began = perf_counter()
    with bulk_load("bench"), connection.cursor() as cursor:
        for sql, lines in pieces:
            with cursor.copy(sql) as copy:
                copy.write(lines)
    seconds = perf_counter() - began
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
    return seconds


# Left to the database: what it draws or counts by itself.
_COLUMNS = """
SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'
AND column_name NOT IN ('public_id', 'version', 'created_at', 'updated_at')
ORDER BY ordinal_position
"""


def _shifted(table: str, name: str, shift: int, links: int) -> str:
    if name == "statement_id" or (name == "id" and table == TABLES[0]):
        return f"{name} + {shift}"
    return f"{name} + {links}" if name == "id" else f'"{name}"'


if __name__ == "__main__":
    main()
