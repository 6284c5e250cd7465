from typing import Any

from django_tasks_db.management.commands import db_worker

from config.left_tasks import take_up


class Command(db_worker.Command):
    """The worker of django-tasks-db, which here also takes up what it left when it was killed."""

    def configure_logging(self, verbosity: int) -> None:
        """Leave levels and handlers to the settings."""

    def handle(self, *, worker_id: str, **options: Any) -> None:
        take_up(worker_id)
        super().handle(worker_id=worker_id, **options)
