"""Writing many rows at once: imports, restores and measurements."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models.expressions import DatabaseDefault

# The triggers' libraries look for settings and catch the error where there are none. A hundred
# microseconds a time, for eight triggers a statement, is most of what a load would take.
IGNORE_NONE = "SELECT set_config('pgtrigger.ignore', '{}', true)"
_CONTEXT = """
SELECT set_config('pghistory.context_id', %s, true),
    set_config('pghistory.context_metadata', jsonb_build_object('source', %s::text)::text, true)
WHERE coalesce(current_setting('pghistory.context_id', true), '') = ''
"""


@contextmanager
def bulk_load(source: str) -> Iterator[None]:
    """Make what is written meanwhile one transaction, in which triggers cost the least.

    What waits for the end is done once: a statement's search entry is made then, however many
    appearances, topics and translations follow it. Every rule is kept and every row's history
    written; the history names `source`, unless the request that is at work names itself.

    Some thousands of statements a transaction are best: more hold back what others write.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(IGNORE_NONE)
            cursor.execute(_CONTEXT, [str(uuid4()), source])
        yield


def copy_rows(rows: Sequence[Any]) -> None:
    """Write instances of one model by COPY, triggers and all.

    What the database fills in by itself is left to it. Raises Django's database errors.
    """
    if not rows:
        return
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not isinstance(getattr(rows[0], field.attname), DatabaseDefault)
        and not (field.primary_key and rows[0].pk is None)
    ]
    names = [field.attname for field in fields]
    values = ([getattr(row, name) for name in names] for row in rows)
    copy_values(type(rows[0]), [field.column for field in fields], values)


def copy_values(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these columns of one model by COPY, triggers and all."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


def update_rows(rows: Sequence[Any], names: Iterable[str]) -> None:
    """Write these columns of instances that are on record by one UPDATE.

    Raises Django's database errors.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [meta.pk, *(meta.get_field(name) for name in names)]
    changes = ", ".join(f'"{field.column}" = given."{field.column}"' for field in fields[1:])
    given = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
    with connection.cursor() as cursor:
        # The row type of the table itself: a value too long for its column is refused, not cut.
        cursor.execute(
            f'UPDATE "{meta.db_table}" AS held SET {changes}'
            f' FROM jsonb_populate_recordset(NULL::"{meta.db_table}", %s) AS given'
            " WHERE held.id = given.id",
            [json.dumps(given, cls=DjangoJSONEncoder)],
        )


def new_keys(model: Any, count: int) -> list[int]:
    """Return so many keys for rows of `model`, before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def analyze(models: Iterable[Any]) -> None:
    """Let the planner know what the tables hold now.

    The server does so by itself, but up to a minute later: what is asked of a table that was
    empty until now may take ten times as long until then.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
