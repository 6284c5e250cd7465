"""The steps in which the program works: at once for a small file, else in the background.

A job tells its progress over the connection that has the import in hand, since nobody sees into a
transaction.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from people.tables import TableError
from people.work import in_hand
from statements.importing.checking import check
from statements.importing.models import ImportState, StatementImport
from statements.importing.staging import stage
from statements.importing.writing import ImportRefusedError, write

# Beyond these a page would keep its reader waiting.
BYTES_AT_ONCE = 2_000_000
ROWS_AT_ONCE = 2_000
SECONDS_BETWEEN = 0.5

# Tells how many rows are done; raises CancelledError where somebody asked for it.
Progress = Callable[[int], None]

log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Somebody cancelled the job."""


# Each step: what does it, the state after it, and the state that cancelling goes back to.
STEPS: dict[str, tuple[Callable[[StatementImport, Progress], None], str, str]] = {
    ImportState.READING: (stage, ImportState.MAPPING, ImportState.READING),
    ImportState.CHECKING: (check, ImportState.SPEAKERS, ImportState.MAPPING),
    ImportState.WRITING: (write, ImportState.DONE, ImportState.SPEAKERS),
}


def begin(of: StatementImport, state: str, *, is_small: bool) -> None:
    """Take a step now, or hand it to the background worker."""
    of.state, of.failure, of.is_cancelled, of.done_count = state, "", False, 0
    of.begun_at = timezone.now() if is_small else None
    of.save()
    if is_small:
        with in_hand(StatementImport, of.pk) as own:
            if own is not None:
                _take(of, lambda done: None)
    else:
        transaction.on_commit(lambda: _enqueue(of.pk))


def _enqueue(pk: int) -> None:
    work_later.enqueue(pk)


@task()
def work_later(pk: int) -> None:
    """Take the step that an import is at, in the background."""
    with _told(pk) as progress:
        of = StatementImport.objects.filter(pk=pk).first()
        if progress is not None and of is not None and of.is_at_work:
            _take(of, progress)


def _take(of: StatementImport, progress: Progress) -> None:
    step, after, before = STEPS[of.state]
    try:
        with transaction.atomic():
            step(of, progress)
            of.state = after
            of.finished_at = timezone.now() if after == ImportState.DONE else None
            of.save()
            connection.check_constraints()
    except CancelledError:
        _note(of, state=before, is_cancelled=True)
    except (TableError, ImportRefusedError) as error:
        _note(of, state=before, failure=str(error))
    except Exception:
        log.exception("Import %s failed while %s", of.pk, of.state)
        _note(of, state=before, failure="Something went wrong here, not in your file: see the log.")


def _note(of: StatementImport, **values: Any) -> None:
    StatementImport.objects.filter(pk=of.pk).update(**values, done_count=0, begun_at=None)
    of.refresh_from_db()


@contextmanager
def _told(pk: int) -> Iterator[Progress | None]:
    """Yield what tells the progress; None where another worker has the import in hand."""
    with in_hand(StatementImport, pk) as own:
        if own is None:
            yield None
            return
        last = 0.0

        def progress(done: int) -> None:
            nonlocal last
            if monotonic() - last < SECONDS_BETWEEN:
                return
            last = monotonic()
            with own.cursor() as cursor:
                cursor.execute(
                    "UPDATE statements_statementimport SET done_count = %s WHERE id = %s"
                    " RETURNING is_cancelled",
                    [done, pk],
                )
                if (found := cursor.fetchone()) and found[0]:
                    raise CancelledError

        with own.cursor() as cursor:
            cursor.execute(
                "UPDATE statements_statementimport SET begun_at = now()"
                " WHERE id = %s AND NOT is_cancelled",
                [pk],
            )
        yield progress
