"""What each row would become: new, an update, skipped or refused; and who is named in them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from people.partial_date_sql import edtf
from people.tables import Row
from statements.importing.fields import FIELDS
from statements.importing.mapping import Mapping
from statements.importing.models import CheckedRow, Outcome, StatementImport
from statements.importing.record import missing_from_record
from statements.importing.speakers import keep_speakers
from statements.importing.values import RowError, values_of
from statements.models import Statement
from statements.models.statements import Status

CHUNK = 2_000
_IDENTITY = ("text", "speaker", "attribution", "said_on", "source_url", "document", "locator")


def check(of: StatementImport, progress: Callable[[int], None]) -> None:
    """Work out what becomes of every row; nothing is written outside the import."""
    of.checked.all().delete()
    checker = _Checker(of)
    rows = of.rows.filter(number__gt=of.header).order_by("number")
    done = 0
    chunk: list[Row] = []
    for found in rows.values_list("number", "cells", "fault").iterator(chunk_size=CHUNK):
        chunk.append(Row(*found))
        if len(chunk) == CHUNK:
            checker.take(chunk)
            done += len(chunk)
            progress(done)
            chunk = []
    checker.take(chunk)
    keep_speakers(of, checker.speakers)
    of.to_make = missing_from_record(checker.named)
    if skip_known(of):
        # Nobody decides who spoke where nothing of it is imported.
        named = of.checked.filter(outcome__in=[Outcome.NEW, Outcome.UPDATE]).values("speaker")
        of.speakers.exclude(printed__in=named).delete()


@dataclass(slots=True)
class _Checked:
    """What becomes of a row, as it is staged; a model's instance takes ten times as long."""

    number: int
    outcome: str = Outcome.NEW
    column: str = ""
    value: str = ""
    reason: str = ""
    speaker: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class _Checker:
    """Checks the rows of one import, and notes what they name."""

    def __init__(self, of: StatementImport) -> None:
        self.of = of
        self.mapping = Mapping.from_json(of.mapping)
        self.names = tuple(of.names)
        self.may_review = of.started_by.has_perm("statements.review_statement")
        self.seen: dict[int, int] = {}
        self.updated: dict[str, int] = {}
        self.speakers: Counter[str] = Counter()
        self.named: dict[str, set[Any]] = {
            name: set() for name in ("topics", "occasions", "outlets", "documents")
        }

    def take(self, chunk: list[Row]) -> None:
        """Check some rows and stage what they mean."""
        checked = [self._checked(row) for row in chunk]
        self._check_updates([row for row in checked if row.outcome == Outcome.UPDATE])
        for row in checked:
            if row.outcome in (Outcome.NEW, Outcome.UPDATE):
                self._note(row)
        columns = ("number", "outcome", "column", "value", "reason", "speaker")
        names = ", ".join(f'"{name}"' for name in columns)
        as_json = CheckedRow._meta.get_field("values").get_db_prep_save
        with connection.cursor() as cursor:
            with cursor.copy(
                f'COPY statements_checkedrow (of_import_id, {names}, "values") FROM STDIN'
            ) as copy:
                for row in checked:
                    staged = (getattr(row, name) for name in columns)
                    copy.write_row((self.of.pk, *staged, as_json(row.values, connection)))

    def _checked(self, row: Row) -> _Checked:
        checked = _Checked(row.number)
        if row.is_blank and not row.fault:
            checked.outcome, checked.reason = Outcome.SKIPPED, "The row is blank."
            return checked
        try:
            checked.values = values_of(row, self.mapping, self.names)
        except RowError as fault:
            _refuse(checked, fault.message, fault.column, fault.value)
            return checked
        checked.speaker = checked.values.get("speaker", "")
        if "public_id" in checked.values:
            checked.outcome = Outcome.UPDATE
            return checked
        identity = hash(tuple(checked.values.get(name) for name in _IDENTITY))
        first = self.seen.setdefault(identity, row.number)
        if first != row.number:
            checked.outcome, checked.reason = Outcome.SKIPPED, f"The same as row {first}."
        return checked

    def _check_updates(self, rows: list[_Checked]) -> None:
        ids = [row.values["public_id"] for row in rows]
        statuses = dict(
            Statement.objects.filter(public_id__in=ids).values_list("public_id", "status")
        )
        for row in rows:
            public_id = row.values["public_id"]
            first = self.updated.setdefault(public_id, row.number)
            status = statuses.get(public_id)
            if status is None:
                _refuse(row, "The record has no statement of this id.", "public_id", public_id)
            elif first != row.number:
                _refuse(row, f"Row {first} updates it already.", "public_id", public_id)
            elif status != Status.DRAFT and not self.may_review:
                _refuse(row, "What is in review or public is changed by curators.", "", public_id)
            elif (given := str(row.values.get("status", status))) != status:
                is_now = f"It is {Status(status).label}: a status changes on its page, not here."
                _refuse(row, is_now, FIELDS["status"].label, str(Status(given).label))

    def _note(self, row: _Checked) -> None:
        values = row.values
        if row.speaker:
            self.speakers[row.speaker] += 1
        self.named["topics"].update(values.get("topics", ()))
        if "occasion" in values:
            self.named["occasions"].add(values["occasion"])
        for name in ("outlet", "credited_outlet"):
            if name in values:
                self.named["outlets"].add(values[name])
        if "source_url" in values or "document" in values:
            self.named["documents"].add(values.get("source_url") or values["document"])


def _refuse(row: _Checked, reason: str, column: str, value: str) -> None:
    row.outcome, row.reason = Outcome.REFUSED, reason
    row.column, row.value, row.values = column, value, {}


def skip_known(of: StatementImport) -> int:
    """Skip the new rows that are on record already: same words, day and speaker. Return how many.

    The record is gone through once, whatever its size and the number of rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SKIP_KNOWN, {"import": of.pk})
        return cursor.rowcount


_SKIP_KNOWN = f"""
    UPDATE statements_checkedrow AS row
    SET outcome = 'skipped', reason = 'On record already: ' || known.public_id || '.'
    FROM (
        SELECT DISTINCT ON (checked.id) checked.id, statement.public_id
        FROM statements_checkedrow checked
        JOIN statements_statement statement ON statement.text = checked.values ->> 'text'
        LEFT JOIN statements_importspeaker speaker
            ON speaker.of_import_id = checked.of_import_id AND speaker.printed = checked.speaker
        WHERE checked.of_import_id = %(import)s AND checked.outcome = 'new'
        AND {edtf("statement", "said_on")} = coalesce(checked.values ->> 'said_on', '')
        AND (
            statement.person_id = speaker.person_id
            OR statement.organization_id = speaker.organization_id
            OR (
                statement.person_id IS NULL AND statement.organization_id IS NULL
                AND statement.attribution =
                    coalesce(checked.values ->> 'attribution', speaker.name)
            )
        )
        ORDER BY checked.id, statement.id
    ) AS known
    WHERE row.id = known.id
"""
