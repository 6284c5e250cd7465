"""The index of words: when statements enter it, and how it is made for a whole record at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from statements.search.models import SearchEntry, SearchSample

# What the server may use to sort what goes into the index, while nothing else is at work.
MEMORY = "1GB"
# The indexes of words are the first of each table.
INDEXES = [(model, model._meta.indexes[0]) for model in (SearchEntry, SearchSample)]


def enter_at_the_end() -> None:
    """Let statements enter the index where this transaction ends, and not with each of its rows.

    Whoever writes a statement with its topics and appearances row by row has it entered once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS record_search DEFERRED")


@contextmanager
def built_last() -> Iterator[None]:
    """Leave the indexes of words out while an empty record is filled; build them at the end.

    A search meanwhile would read every entry: only for a record that nobody reads yet.
    """
    with connection.schema_editor() as editor:
        for model, index in INDEXES:
            editor.remove_index(model, index)
    try:
        yield
    except BaseException:
        # A transaction undoes the leaving out too, and nothing more can be done within it.
        if not connection.in_atomic_block:
            _build()
        raise
    _build()


def _build() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # No index is made over rows of which something is still to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [MEMORY])
        with connection.schema_editor() as editor:
            for model, index in INDEXES:
                editor.add_index(model, index)
