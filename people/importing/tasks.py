"""Imports in the background: files that take longer than a page may."""

from django_tasks import task

from people.importing.running import prepare, run
from people.models import Import


@task()
def check_later(pk: int) -> None:
    """Check a kept import."""
    prepare(Import.objects.get(pk=pk))


@task()
def run_later(pk: int) -> None:
    """Run a kept import."""
    run(Import.objects.get(pk=pk))
