"""Running reports: on demand as a file, and by themselves when they are due."""

import calendar
import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django_tasks import task

from statements.reports.definition import ROWS, Definition, ReportError
from statements.reports.files import CONTENT_TYPES, Written, row_blocks, table_blocks
from statements.reports.models import Report, ReportRun, Schedule
from statements.reports.tables import Table, table_of

# Larger files are not mailed: many servers refuse them.
MOST_MAILED = 10_000_000


def new_run(definition: Definition, *, name: str, file_format: str, **values: Any) -> ReportRun:
    """Return a run that is about to begin, not saved."""
    return ReportRun(name=name, definition=definition.as_json(), format=file_format, **values)


def answer(run: ReportRun, *, site: str = "") -> Iterator[bytes]:
    """Yield the file of a run; when all of it is written, the run is kept with its checksum.

    Raises ReportError before the first piece.
    """
    definition = Definition.of(run)
    written = Written()
    if definition.form == ROWS:
        blocks = row_blocks(definition, run.format, site=site, written=written)
    else:
        table = table_of(definition)
        run.result, run.statement_count = table.as_json(), table.total
        blocks = table_blocks(table, run.format, written=written)
    return _kept(run, blocks, written)


def _kept(run: ReportRun, blocks: Iterator[bytes], written: Written) -> Iterator[bytes]:
    yield from blocks
    run.row_count, run.sha256 = written.rows, written.digest.hexdigest()
    if run.result is None:
        run.statement_count = written.rows
    run.save()


def keep_table(run: ReportRun, table: Table) -> ReportRun:
    """Keep what a page shows, so that it can be shown again."""
    run.result, run.statement_count = table.as_json(), table.total
    run.row_count = len(table.rows)
    run.save()
    return run


def file_name(run: ReportRun) -> str:
    day = timezone.localdate(run.run_at)
    return f"{slugify(run.name) or 'report'}-{day:%Y-%m-%d}.{run.format}"


# On schedule


def following(schedule: str, after: datetime.datetime) -> datetime.datetime | None:
    """Return when a report is due next, after an instant; None if never.

    A report of the 31st comes on the last day of a month without one.
    """
    if schedule == Schedule.DAILY:
        return after + datetime.timedelta(days=1)
    if schedule == Schedule.WEEKLY:
        return after + datetime.timedelta(days=7)
    if schedule == Schedule.MONTHLY:
        year, month = (after.year + 1, 1) if after.month == 12 else (after.year, after.month + 1)
        return after.replace(
            year=year, month=month, day=min(after.day, calendar.monthrange(year, month)[1])
        )
    return None


def plan(report: Report) -> None:
    """Save a report with its next run, and have the worker wake up for it."""
    report.next_run_at = following(report.schedule, timezone.now())
    report.save()
    if report.next_run_at is not None:
        _wake_at(report.next_run_at)


def _wake_at(instant: datetime.datetime) -> None:
    transaction.on_commit(lambda: _enqueue(instant))


def _enqueue(instant: datetime.datetime) -> None:
    run_due_reports.using(run_after=instant).enqueue()


@task()
def run_due_reports() -> None:
    """Run what is due, in the background."""
    run_due()


def run_due() -> int:
    """Run and deliver all reports that are due; return how many. Each is run by one worker."""
    count = 0
    while (run := _run_next()) is not None:
        _deliver(run)
        count += 1
    return count


def _run_next() -> ReportRun | None:
    with transaction.atomic():
        due = Report.objects.filter(next_run_at__lte=timezone.now()).order_by("next_run_at")
        report = due.select_for_update(skip_locked=True).first()
        if report is None:
            return None
        # A worker that was away does not make up for each day it missed.
        instant = report.next_run_at
        while instant is not None and instant <= timezone.now():
            instant = following(report.schedule, instant)
        report.next_run_at = instant
        report.save()
        if instant is not None:
            _wake_at(instant)
        run = new_run(
            Definition.of(report), name=report.name, file_format=report.format, report=report
        )
        run.save()
        return run


def _deliver(run: ReportRun) -> None:
    report: Any = run.report
    with tempfile.TemporaryFile() as file:
        try:
            for block in answer(run):
                file.write(block)
            if report.folder:
                run.delivered_to = _into_folder(run, report.folder, file)
            if report.email:
                run.delivered_to = _by_mail(run, report.email, file)
        except (ReportError, OSError) as error:
            run.failure = str(error)
        run.save()


def _into_folder(run: ReportRun, folder: str, file: Any) -> str:
    """Write the file beside the others, under its name only once it is whole."""
    place = Path(settings.REPORTS_DIR) / folder
    place.mkdir(parents=True, exist_ok=True)
    target = place / file_name(run)
    growing = target.with_suffix(f"{target.suffix}.part")
    file.seek(0)
    with growing.open("wb") as kept:
        while block := file.read(1_000_000):
            kept.write(block)
    growing.replace(target)
    return f"{folder}/{target.name}"


def _by_mail(run: ReportRun, address: str, file: Any) -> str:
    size = file.seek(0, 2)
    told = (
        f"{run.name}\n\nFilter: {Definition.of(run).told()}\n"
        f"Time: {run.run_at:%Y-%m-%d %H:%M} UTC\n"
        f"Rows: {run.row_count}\nSHA-256: {run.sha256}\n"
    )
    mail = EmailMessage(subject=f"On Record: {run.name}", to=[address])
    if size <= MOST_MAILED:
        file.seek(0)
        mail.attach(file_name(run), file.read(), CONTENT_TYPES[run.format].partition(";")[0])
    else:
        told += f"\nThe file has {size // 1_000_000} MB: download it from the report's page.\n"
    mail.body = told
    mail.send()
    return address
