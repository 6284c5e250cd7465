"""The file's rows, as they stand there, into the staging table."""

from collections.abc import Callable
from itertools import chain, islice
from tempfile import TemporaryFile

from django.db import connection

from people.tables import Choices, Found, Row, find_header, open_table
from people.tables.headers import LOOKED_AT, Header, header_at
from statements.importing.mapping import guess
from statements.importing.models import ImportFile, ImportMapping, ImportRow, StatementImport

TOLD_EVERY = 1_000


def stage(of: StatementImport, progress: Callable[[int], None]) -> None:
    """Read the file into rows, find its header, and guess what its columns hold.

    Raises TableError.
    """
    of.rows.all().delete()
    choices = Choices(**of.found.get("choices", {}))
    raw = ImportFile.objects.values_list("raw", flat=True).get(of_import=of)
    with TemporaryFile() as file:
        file.write(raw)
        file.flush()
        del raw
        with open_table(file, of.name, choices) as (found, rows):
            first = list(islice(rows, LOOKED_AT))
            with connection.cursor() as cursor:
                with cursor.copy(
                    "COPY statements_importrow (of_import_id, number, cells, fault) FROM STDIN"
                ) as copy:
                    for count, row in enumerate(chain(first, rows), start=1):
                        copy.write_row((of.pk, row.number, row.cells, row.fault))
                        if count % TOLD_EVERY == 0:
                            progress(count)
    of.found = {**found.as_json(), "choices": of.found.get("choices", {})}
    take_header(of, find_header(first, found))


def take_header(of: StatementImport, header: Header) -> None:
    """Note which row names the columns; guess from them what the columns hold."""
    of.header, of.names = header.number, list(header.names)
    of.row_count = of.rows.filter(number__gt=of.header).count()
    known = ImportMapping.objects.filter(names=of.names).order_by("-kept_at").first()
    of.mapping = known.mapping if known else guess(of.names).as_json()


def move_header(of: StatementImport, number: int) -> None:
    """Take the names of the columns from another row; 0 for a table without."""
    rows = of.rows.order_by("number")[:LOOKED_AT]
    first = [Row(row.number, row.cells, row.fault) for row in rows]
    kept = {name: value for name, value in of.found.items() if name != "choices"}
    take_header(of, header_at(first, Found.from_json(kept), number))
    of.save()


def sample(of: StatementImport, *, size: int) -> list[ImportRow]:
    """Return the first rows that are not blank."""
    rows = of.rows.filter(number__gt=of.header).order_by("number")[: 5 * size]
    return [row for row in rows if any(cell.strip() for cell in row.cells)][:size]
