"""The index of words: when statements enter it, and how it is made for a whole record at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from statements.search.models import INDEXES, SearchEntry

# What the server may use to sort what goes into the index, while nothing else is at work.
MEMORY = "1GB"


def enter_at_the_end() -> None:
    """Let statements enter the index where this transaction ends, and not with each of its rows.

    Whoever writes a statement with its topics and appearances row by row has it entered once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS record_search DEFERRED")


@contextmanager
def built_last() -> Iterator[None]:
    """Leave the index of words out while an empty record is filled, and build it at the end.

    A search meanwhile would read every entry: only for a record that nobody reads yet.
    """
    with connection.schema_editor() as editor:
        editor.remove_index(SearchEntry, INDEXES[0])
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
            editor.add_index(SearchEntry, INDEXES[0])
