"""The index of words: when statements enter it, and how indexes are made for a whole record."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory.models
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from people.bulk import IGNORE_NONE
from sources.models import Capture, Document
from statements.models import Appearance, Statement
from statements.search.models import SearchEntry, SearchSample

# What the server may use to sort what goes into an index, while nothing else is at work. Words are
# collected in a tree first: one that the processor's own memory does not hold takes it half as long
# again as several that are put together afterwards.
MEMORY, MEMORY_OF_TREES = "1GB", "64MB"
# Entries lie in the order of this index: what was said at one time is then read from few pages of
# the table, and stands together in the index of words, which passes over all other times. Those of
# samples lie in that one's: the thinnest are read from the first pages, and the index is passed
# over from there.
IN_ORDER = {SearchEntry: "statements_search_day", SearchSample: "statements_sample_thinnest"}
# Indexes that a load has no use for: rules and triggers look rows up by those of what is unique.
_INDEXES = """
SELECT relname, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE NOT indisunique AND indrelid = ANY (%s::regclass[])
ORDER BY relname
"""
# Nor for looking up row by row what each refers to, which locks a person as often as they spoke: at
# the end all rows of a table are looked up at once.
_FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
        pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
ORDER BY conrelid::regclass::text, conname
"""
# Whoever fills a record tells the planner of it. The server by itself would analyze millions of
# vectors again and again, by one process of its own; it finds all there is to do at the end.
_LEFT_ALONE = "ALTER TABLE {} SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)"
_LOOKED_AFTER = "ALTER TABLE {} RESET (autovacuum_enabled, toast.autovacuum_enabled)"


def enter_at_the_end() -> None:
    """Let statements enter the index where this transaction ends, and not with each of its rows.

    Whoever writes a statement with its topics and appearances row by row has it entered once. Their
    triggers cost the least meanwhile, as in `bulk_load`.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS record_search DEFERRED; {IGNORE_NONE}")


@contextmanager
def built_last() -> Iterator[None]:
    """Leave indexes and foreign keys of statements, sources, entries and histories out while an
    empty record is filled; make them at the end. Nor does the server look after these tables
    meanwhile.

    A search meanwhile would read every entry, and within one transaction whoever reads what rows
    refer to waits for its end: only for a record that nobody reads yet.

    Raises IntegrityError at the end if a row refers to nothing. What other transactions have
    written by then stays, without the foreign keys that were still to be made.
    """
    tables = [model._meta.db_table for model in _only_written()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS, [tables])
        foreign_keys = dict(cursor.fetchall())
        cursor.execute(_INDEXES, [tables])
        indexes = dict(cursor.fetchall())
        left_out = (*foreign_keys, *map('DROP INDEX "{}"'.format, indexes))
        for order in (*map(_LEFT_ALONE.format, tables), *left_out):
            cursor.execute(order)
    last = [*map(_LOOKED_AFTER.format, tables), *foreign_keys.values()]
    try:
        yield
    except BaseException:
        # A transaction undoes the leaving out too, and nothing more can be done within it.
        if not connection.in_atomic_block:
            _build(indexes, last)
        raise
    _build(indexes, last)


def _only_written() -> list[type[Model]]:
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    record: list[type[Model]] = [Document, Capture, Statement, Appearance]
    return [*record, Statement.topics.through, SearchEntry, SearchSample, *events]


def _build(indexes: dict[str, str], last: list[str]) -> None:
    """Make the indexes of these names and definitions anew, with the entries in their order; then
    do what is to be done `last`.

    Each in a transaction of its own: what the last one sorted by, and the entries as they lay
    before, give their room on the disk to the next.
    """
    in_order = [
        order
        for model, name in IN_ORDER.items()
        for order in (indexes.pop(name), f"CLUSTER {model._meta.db_table} USING {name}")
    ]
    for order in (*in_order, *indexes.values(), *last):
        with transaction.atomic(), connection.cursor() as cursor:
            # Nothing is made over rows of which something is still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            memory = MEMORY_OF_TREES if " USING gin " in order else MEMORY
            cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [memory])
            cursor.execute(order)
