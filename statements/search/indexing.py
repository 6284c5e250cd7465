"""The index of words, made once for a whole record instead of row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from statements.search.models import INDEXES, SearchEntry

# What the server may use to sort what goes into the index, while nothing else is at work.
MEMORY = "1GB"


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
