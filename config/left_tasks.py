"""Tasks that a killed worker left half-done."""

import logging

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# A task that was there whenever its worker died may be what kills it.
ATTEMPTS = 3

log = logging.getLogger(__name__)


class LeftTooOftenError(Exception):
    """Its worker died each time the task was tried."""


@transaction.atomic
def take_up(worker_id: str) -> int:
    """Make ready again what the worker of this name was doing when it died; return how many.

    A task that it was tried with `ATTEMPTS` times has failed instead. Tasks are written to be
    begun again: what they did already, they find done.
    """
    left = DBTaskResult.objects.running().filter(worker_ids__contains=[worker_id])
    ready = 0
    for task in left.select_for_update():
        if task.worker_ids[-1] != worker_id:
            continue
        if len(task.worker_ids) >= ATTEMPTS:
            task.set_failed(LeftTooOftenError(f"Tried {ATTEMPTS} times"))
            log.error("Task %s (%s) failed: its worker died each time", task.pk, task.task_path)
            continue
        task.status = TaskResultStatus.READY
        task.save(update_fields=["status"])
        ready += 1
    if ready:
        log.info("%s tasks left by %s are taken up again", ready, worker_id)
    return ready
