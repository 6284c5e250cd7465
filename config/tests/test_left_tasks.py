import pytest
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from config.left_tasks import ATTEMPTS, take_up

pytestmark = pytest.mark.django_db


@task()
def add(one: int, other: int) -> int:
    return one + other


def left(*workers: str) -> DBTaskResult:
    """A task that these workers have begun, one after the other, and not finished."""
    result = DBTaskResult.objects.get(pk=add.enqueue(20, 22).id)
    for worker in workers:
        result.claim(worker)
    return result


def test_a_worker_takes_up_what_it_left_and_does_it(do_tasks):
    result = left("worker-1")

    assert take_up("worker-1") == 1
    do_tasks()

    result.refresh_from_db()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == 42


def test_what_others_are_doing_is_left_to_them():
    others = left("worker-1", "worker-2")

    assert take_up("worker-1") == 0

    others.refresh_from_db()
    assert others.status == TaskResultStatus.RUNNING


def test_a_task_that_always_kills_its_worker_has_failed():
    result = left(*["worker-1"] * ATTEMPTS)

    assert take_up("worker-1") == 0

    result.refresh_from_db()
    assert result.status == TaskResultStatus.FAILED
    assert "Tried 3 times" in result.traceback


def test_finished_tasks_stay_as_they_are():
    result = left("worker-1")
    result.set_successful(42)

    assert take_up("worker-1") == 0
