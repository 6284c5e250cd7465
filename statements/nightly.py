"""Sources looked at every night by the background worker, for as long as a curator wants it."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from statements.rechecking import DAYS, due, enqueue

HOUR = 2  # When sites and curators are least busy, in the site's own time zone.
LIMIT = 500  # Sources of one night: at a request every five seconds, forty minutes at most.


def next_night() -> datetime.datetime | None:
    """Return when sources are looked at next; None if nobody asked for it."""
    waiting = _waiting().order_by("run_after").values_list("run_after", flat=True)
    return waiting.first()


@transaction.atomic
def plan() -> None:
    """Have the worker wake up for the next night, unless it will already."""
    if next_night() is None:
        look_every_night.using(run_after=following(timezone.localtime())).enqueue()


def unplan() -> None:
    """Have no further night; what is being looked at goes on to its end."""
    _waiting().delete()


def following(now: datetime.datetime) -> datetime.datetime:
    """Return the first HOUR o'clock after an instant, in its time zone."""
    night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return night if night > now else night + datetime.timedelta(days=1)


@task(priority=-10)
def look_every_night() -> None:
    """Have what is due looked at in the background, and wake up for the next night."""
    plan()  # First: what goes wrong in one night must not end them all.
    enqueue(due()[:LIMIT], days=DAYS)


def _waiting() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=look_every_night.module_path
    )
