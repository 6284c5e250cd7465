"""Writing many rows at once: imports, restores and measurements."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.db import connection, transaction

# The triggers' libraries look for settings and catch the error where there are none. A hundred
# microseconds a time, for eight triggers a statement, is most of what a load would take.
_IGNORE_NONE = "SELECT set_config('pgtrigger.ignore', '{}', true)"
_CONTEXT = """
SELECT set_config('pghistory.context_id', %s, true),
    set_config('pghistory.context_metadata', jsonb_build_object('source', %s::text)::text, true)
WHERE coalesce(current_setting('pghistory.context_id', true), '') = ''
"""


@contextmanager
def bulk_load(source: str) -> Iterator[None]:
    """Make what is written meanwhile one transaction, in which triggers cost the least.

    A statement's search entry is made once, at the end, however many appearances, topics and
    translations follow it. Every rule is kept and every row's history written; the history names
    `source`, unless the request that is at work names itself.

    Some thousands of statements a transaction are best: more hold back what others write.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS record_search DEFERRED")
            cursor.execute(_IGNORE_NONE)
            cursor.execute(_CONTEXT, [str(uuid4()), source])
        yield
