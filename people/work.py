"""Long work on a row, such as an import: others see whether it goes on or was broken off.

Whoever works on a row holds a lock of the database on a connection of its own. The lock ends with
the process, however that ends: no state that was left behind is taken for work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import connection, models


class Work(models.Model):
    """A row that a worker takes in hand; `begun_at` is when, until the next step is asked for."""

    # The first half of its advisory locks, one a model; the second is the row's key.
    LOCK: ClassVar[int]

    begun_at = models.DateTimeField(null=True, blank=True, help_text="The step at work.")

    class Meta:
        abstract = True

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has it in hand, or will."""
        raise NotImplementedError

    @property
    def is_alive(self) -> bool:
        """Whether a worker has it in hand at this moment."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND objsubid = 2 AND classid = %s AND objid = %s AND database ="
                " (SELECT oid FROM pg_database WHERE datname = current_database()))",
                [self.LOCK, self.pk],
            )
            return bool(cursor.fetchone()[0])

    @property
    def is_interrupted(self) -> bool:
        """Whether its worker ended before its work."""
        return self.is_at_work and self.begun_at is not None and not self.is_alive


@contextmanager
def in_hand(model: type[Work], pk: int) -> Iterator[Any]:
    """Take a row in hand; yield the connection that holds its lock, None if another has it.

    What is written over that connection is seen at once, whatever transaction the work is in.
    """
    own: Any = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [model.LOCK, pk])
            is_free = cursor.fetchone()[0]
        try:
            yield own if is_free else None
        finally:
            if is_free and own.is_usable():  # Closing alone lets go a moment later.
                with own.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [model.LOCK, pk])
    finally:
        own.close()
