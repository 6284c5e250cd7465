"""The index of words: when statements enter it, and how indexes are made for a whole record."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory.models
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from statements.search.models import SearchEntry, SearchSample

# What the server may use to sort what goes into an index, while nothing else is at work.
MEMORY = "1GB"
# Indexes of what a load only writes: entries and histories.
_INDEXES = """
SELECT relname, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE NOT indisunique AND indrelid = ANY (%s::regclass[])
ORDER BY relname
"""


def enter_at_the_end() -> None:
    """Let statements enter the index where this transaction ends, and not with each of its rows.

    Whoever writes a statement with its topics and appearances row by row has it entered once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS record_search DEFERRED")


@contextmanager
def built_last() -> Iterator[None]:
    """Leave indexes of entries and histories out while an empty record is filled; build them at
    the end.

    A search meanwhile would read every entry: only for a record that nobody reads yet.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INDEXES, [[model._meta.db_table for model in _only_written()]])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    definitions = [definition for _, definition in indexes]
    try:
        yield
    except BaseException:
        # A transaction undoes the leaving out too, and nothing more can be done within it.
        if not connection.in_atomic_block:
            _build(definitions)
        raise
    _build(definitions)


def _only_written() -> list[type[Model]]:
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    return [SearchEntry, SearchSample, *events]


def _build(definitions: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # No index is made over rows of which something is still to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [MEMORY])
        for definition in definitions:
            cursor.execute(definition)
