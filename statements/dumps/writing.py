"""A dump is written: streamed by the database, checksummed as it goes, whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from statements.dumps.descriptor import describe
from statements.dumps.frame import all_officials, frame, number_rows
from statements.dumps.lines import STATEMENT_LINES
from statements.dumps.popolo import PATH as POPOLO
from statements.dumps.popolo import popolo
from statements.dumps.tables import TABLES, Table

SUMS = "SHA256SUMS"
DESCRIPTOR = "datapackage.json"


class _File:
    """A file being written below `folder`, its checksum counted on the way."""

    def __init__(self, folder: Path, path: str) -> None:
        self.path, self.bytes, self.digest = path, 0, hashlib.sha256()
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.file = target.open("wb")

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.bytes += len(data)


def dump(folder: Path, *, progress: Callable[[str, int], None] = lambda path, size: None) -> Path:
    """Write the published record below `folder`, and return the new folder it is in.

    The folder is named after the time (UTC) and appears when it is whole; a dump that is broken
    off leaves nothing behind. What is written is what was published at one moment.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
    try:
        with _one_moment():
            _write_all(partial, progress)
        partial.chmod(0o755)
        return _put_in_place(partial, folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _put_in_place(partial: Path, folder: Path) -> Path:
    name = timezone.now().strftime("%Y-%m-%dT%H%M%S.%fZ")
    return partial.rename(folder / name)


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the record as it is now, whatever is written meanwhile."""
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        if not is_nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write_all(folder: Path, progress: Callable[[str, int], None]) -> None:
    number_rows(frame())
    months, sums, sizes = _months(), {}, {}
    for path, blocks in _files(months):
        file = _File(folder, path)
        with file.file:
            for block in blocks:
                file.write(block)
        sums[path], sizes[path] = file.digest.hexdigest(), file.bytes
        progress(path, file.bytes)
    text = json.dumps(describe(months, sums, sizes), ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    sums[DESCRIPTOR] = hashlib.sha256(text.encode()).hexdigest()
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8")


def _months() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT month FROM key_statement ORDER BY month")
        return [month for (month,) in cursor.fetchall()]


def path_of(table: Table, month: str = "") -> str:
    """Return where a table, or a month of it, is in a dump."""
    return f"csv/{table.name}/{month}.csv" if month else f"csv/{table.name}.csv"


def officials(*, is_whole: bool) -> Iterator[bytes]:
    """Yield the officials of the record at this moment as Popolo JSON, in blocks.

    Those who are public, or all of them. Blocks come from the database: memory stays flat.
    """
    with _one_moment():
        known = all_officials()
        number_rows(known if is_whole else {name: frame()[name] for name in known})
        yield from popolo()


def _files(months: list[str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each file's path, and the blocks that it is made of."""
    for table in TABLES:
        told = ", ".join(f'{column.told} AS "{column.name}"' for column in table.columns)
        select = f'SELECT {told} FROM "{table.table}" t {table.joins} ORDER BY {table.order}'
        copy = f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER)"
        if table.is_monthly:
            for month in months:
                yield path_of(table, month), _copied(copy, [month])
        else:
            yield path_of(table), _copied(copy, [])
    yield POPOLO, popolo()
    for month in months:
        # JSON holds neither of these two characters, so that its lines come out as they are.
        copy = (
            f"COPY ({STATEMENT_LINES}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
        )
        yield f"jsonl/statements/{month}.jsonl", _copied(copy, [month])


def _copied(sql: str, params: list[Any]) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(sql, params) as blocks:
        for block in blocks:
            yield bytes(block)
