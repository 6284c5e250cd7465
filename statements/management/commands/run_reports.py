"""Run the reports that are due, for those who prefer their own timer to the worker's."""

from typing import Any

from django.core.management.base import BaseCommand

from statements.reports.running import run_due


class Command(BaseCommand):
    help = "Run and deliver all reports that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Reports run: {run_due()}.")
