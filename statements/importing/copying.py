"""Rows into their table by COPY: as many at a time as one likes, triggers and all."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models.expressions import DatabaseDefault


def copy_rows(rows: Sequence[Any]) -> None:
    """Write instances of one model; what the database fills in by itself is left to it.

    Raises Django's database errors.
    """
    if not rows:
        return
    table = rows[0]._meta.db_table
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not isinstance(getattr(rows[0], field.attname), DatabaseDefault)
        and not (field.primary_key and rows[0].pk is None)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    attributes = [field.attname for field in fields]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([getattr(row, name) for name in attributes])


def new_keys(model: Any, count: int) -> list[int]:
    """Return so many keys for rows of `model`, before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]
