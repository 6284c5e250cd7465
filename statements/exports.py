"""Statements as CSV, written by the database: all that was found, in documented columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from statements.columns import select

# Excel recognises UTF-8 by it.
MARK = "\ufeff"
# So much is handed on at a time, and so many rows are asked for.
BLOCK, CHUNK = 65_536, 2_000
# Counting comes before the first byte: whoever asks for too much is told so by then.
COUNTING_MILLISECONDS = 60_000


@contextmanager
def snapshot() -> Iterator[Any]:
    """Yield a connection on which the record stands still: every query sees the same rows.

    It is one of its own, so that what the request sets on its connection, or writes meanwhile,
    is none of its business. Within a transaction it is that one's: no other sees what it wrote.
    """
    if connection.in_atomic_block:
        yield connection
        return
    own: Any = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield own
    finally:
        own.close()


def csv_blocks(found: Any, columns: tuple[str, ...], *, site: str) -> Iterator[Any]:
    """Yield first the number of rows, an int, then the file piece by piece, as bytes.

    `found` are statements. The number is that of the rows in the file, whatever is published or
    withdrawn before the last of them is read. Memory is flat: only keys are sorted at once.
    """
    keys, parameters = found.order_by().values("pk").query.sql_with_params()
    with snapshot() as reading:
        with reading.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {COUNTING_MILLISECONDS}")
            cursor.execute(f"SELECT count(*) FROM ({keys}) AS found", list(parameters))
            (count,) = cursor.fetchone()
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield count
        yield from in_blocks(columns, _rows(reading, found, columns, site))


def _rows(reading: Any, found: Any, columns: tuple[str, ...], site: str) -> Iterator[bytes]:
    """Yield the rows newest first. The keys are sorted alone: rows are wide, and many."""
    sql = select("SELECT unnest(%s::bigint[])", columns, site=site)
    keys, parameters = found.newest_first().values("pk").query.sql_with_params()
    with reading.chunked_cursor() as walk, reading.cursor() as cursor:
        walk.execute(keys, list(parameters))
        while chunk := [key for (key,) in walk.fetchmany(CHUNK)]:
            yield from copied(cursor, sql, [chunk])


def copied(cursor: Any, sql: str, parameters: list[Any]) -> Iterator[bytes]:
    """Yield the rows of a query as the database writes them in CSV, each with its CRLF."""
    # Past Django's own cursor: the one for debugging copies without parameters alone.
    with cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters) as copy:
        # It hands over a row at a time, ended by LF.
        for row in copy:
            yield bytes(row[:-1]) + b"\r\n"


def in_blocks(heads: Iterable[str], rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file of CSV in large pieces: the mark and the heads, then the rows."""
    waiting = bytearray(f"{MARK}{','.join(heads)}\r\n".encode())
    for row in rows:
        waiting += row
        if len(waiting) >= BLOCK:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
