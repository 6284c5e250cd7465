"""The work in the background, done when a test says so."""

from collections.abc import Callable

import pytest
from django_tasks_db.management.commands import db_worker


@pytest.fixture
def do_tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what does all waiting tasks, in the test's own transaction, as a worker does."""
    # As in Django's test client: the connection holds the transaction that is rolled back.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def do() -> None:
        worker = db_worker.Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="worker-1",
        )
        worker.run()

    return do
