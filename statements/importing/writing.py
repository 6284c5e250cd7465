"""The checked rows into the record: in one transaction, by COPY, history and search with them."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction

from people.bulk import bulk_load, copy_rows, copy_values, new_keys, update_rows
from people.partial_dates import PartialDate
from people.refusals import refusal_of
from statements.importing.checking import skip_known
from statements.importing.fields import TRANSLATION_LANGUAGE
from statements.importing.models import Outcome, StatementImport
from statements.importing.record import Things
from statements.importing.speakers import Speaker, speakers_made
from statements.importing.tenures import Tenures
from statements.models import Appearance, Statement, Translation
from statements.rules import REASON_SETTING

# So many rows are written, checked by the deferred rules and entered into the search together.
BATCH = 2_000
# The columns of a statement that a row may give or decide.
FILLED = [
    *("text", "kind", "language", "attribution", "note", "occasion"),
    *("person", "organization", "tenure"),
    *("said_on_earliest", "said_on_latest", "said_on_precision"),
]


class ImportRefusedError(Exception):
    """The database refused a row; `str()` says which, and why. Nothing was written."""


def write(of: StatementImport, progress: Callable[[int], None]) -> None:
    """Write all that is new, update what is to be updated, and count both.

    The caller's transaction holds all of it or nothing. Raises ImportRefusedError.
    """
    # The first query hands the history its context, which COPY cannot carry.
    context = pghistory.context(user=of.started_by_id, statement_import=of.pk)
    with context, bulk_load("statement import"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [REASON_SETTING, of.reason])
        skip_known(of)
        writer = _Writer(of, speakers_made(of))
        of.imported_count = writer.write(Outcome.NEW, writer.add, progress, before=0)
        of.updated_count = writer.write(
            Outcome.UPDATE, writer.update, progress, before=of.imported_count
        )


class _Writer:
    def __init__(self, of: StatementImport, speakers: dict[str, Speaker]) -> None:
        self.of = of
        self.speakers = speakers
        self.things = Things()
        self.tenures = Tenures()

    def write(
        self,
        outcome: str,
        take: Callable[[list[Any]], None],
        progress: Callable[[int], None],
        *,
        before: int,
    ) -> int:
        """Give all rows of an outcome to `take`, some at a time; return how many they are."""
        last, count = -1, 0
        rows = self.of.checked.filter(outcome=outcome).order_by("number")
        plain = rows.values_list("number", "speaker", "values", named=True)
        while batch := list(plain.filter(number__gt=last)[:BATCH]):
            self._take(batch, take)
            last = batch[-1].number
            count += len(batch)
            progress(before + count)
        return count

    def _take(self, batch: list[Any], take: Callable[[list[Any]], None]) -> None:
        self.things.prepare([row.values for row in batch])
        speakers = [self.speakers.get(row.speaker, (None, None, "")) for row in batch]
        self.tenures.prepare(person for person, _, _ in speakers if person)
        try:
            self._attempt(batch, take)
        except DatabaseError as error:
            raise self._refusal(batch, take, error) from error

    def _attempt(self, batch: list[Any], take: Callable[[list[Any]], None]) -> None:
        with transaction.atomic():
            take(batch)
            # Enters the batch into the search, and lets the rules speak while rows have numbers.
            connection.check_constraints()

    def _refusal(
        self,
        batch: list[Any],
        take: Callable[[list[Any]], None],
        error: DatabaseError,
    ) -> ImportRefusedError:
        """Find the row that the database refuses, by halves; what was made in vain is forgotten."""
        while len(batch) > 1:
            half = batch[: len(batch) // 2]
            try:
                self.things = Things()
                self.things.prepare([row.values for row in half])
                self._attempt(half, take)
            except DatabaseError as again:
                batch, error = half, again
            else:
                batch = batch[len(half) :]
        said = refusal_of(error).message
        return ImportRefusedError(
            f"Row {batch[0].number}: {said} Nothing was imported: correct it in the file, or "
            "leave the row out."
        )

    def add(self, batch: list[Any]) -> None:
        """Write new statements, and what belongs to them."""
        statements, appearances, topics, translations = [], [], [], []
        self.things.make([row.values for row in batch])
        for key, row in zip(new_keys(Statement, len(batch)), batch, strict=True):
            values = row.values
            statement = Statement(pk=key, entered_by_id=self.of.started_by_id)
            self._fill(statement, values, row.speaker)
            statements.append(statement)
            if (document := self.things.document(values)) is not None:
                appearances.append(self._appearance(key, document, values))
            topics += [(key, topic) for topic in self._topics(values)]
            if "translation" in values:
                translations.append(_translation(key, values))
        copy_rows(statements)
        copy_rows(appearances)
        _give_topics(topics)
        copy_rows(translations)

    def update(self, batch: list[Any]) -> None:
        """Change what the rows give of statements on record, and nothing else.

        A document that a statement does not stand in yet is added to those it does.
        """
        ids = [row.values["public_id"] for row in batch]
        locked = Statement.objects.filter(public_id__in=ids).order_by("pk")
        found = {one.public_id: one for one in locked.select_for_update(of=("self",))}
        self.things.make([_dated(row.values, found[row.values["public_id"]]) for row in batch])
        topics: dict[int, list[int]] = {}
        appearances, translations = [], []
        for row in batch:
            values = row.values
            statement: Any = found[values["public_id"]]
            self._fill(statement, {**values, "status": statement.status}, row.speaker)
            if "topics" in values:
                topics[statement.pk] = self._topics(values)
            if (document := self.things.document(values)) is not None:
                appearances.append(self._appearance(statement.pk, document, values))
            if "translation" in values:
                translations.append(_translation(statement.pk, values))
        update_rows(list(found.values()), FILLED)
        _set_topics(topics)
        _add_appearances(appearances)
        _set_translations(translations)

    def _fill(self, statement: Statement, values: dict[str, Any], speaker: str) -> None:
        """Give a statement what a row says; what it does not say stays."""
        for name in ("text", "kind", "language", "status", "attribution", "note"):
            if name in values:
                setattr(statement, name, values[name])
        if speaker:
            person, organization, attribution = self.speakers[speaker]
            statement.person_id, statement.organization_id = person, organization
            statement.attribution = values.get("attribution", "") or attribution
        if "said_on" in values:
            statement.said_on = _day(values["said_on"])
        if "occasion" in values:
            statement.occasion_id = self.things.occasions[values["occasion"]]
        if {"speaker", "said_on", "office"} & values.keys():
            person = statement.person_id
            office = values.get("office", "")
            statement.tenure_id = (
                self.tenures.held(person, statement.said_on, office) if person else None
            )

    def _topics(self, values: dict[str, Any]) -> list[int]:
        return list(dict.fromkeys(self.things.topic(name) for name in values.get("topics", ())))

    def _appearance(self, key: int, document: int, values: dict[str, Any]) -> Appearance:
        credited = values.get("credited_outlet")
        return Appearance(
            statement_id=key,
            document_id=document,
            locator=values.get("locator", ""),
            credited_outlet_id=self.things.outlet(credited) if credited else None,
        )


def _dated(values: dict[str, Any], statement: Statement) -> dict[str, Any]:
    """Return what a row says, with the day on record if it says none: an occasion's day too."""
    said_on: PartialDate | None = statement.said_on
    return {"said_on": said_on.isoformat() if said_on else "", **values}


@lru_cache(maxsize=10_000)
def _day(value: str) -> PartialDate:
    return PartialDate.parse(value)


def _give_topics(pairs: list[tuple[int, int]]) -> None:
    """Give statements their topics: pairs of keys."""
    if pairs:
        copy_values(Statement.topics.through, ["statement_id", "topic_id"], pairs)


def _set_topics(topics: dict[int, list[int]]) -> None:
    """Let statements have these topics and no others."""
    given = Statement.topics.through.objects.filter(statement_id__in=topics)
    known = {(one.statement_id, one.topic_id): one.pk for one in given}
    wanted = dict.fromkeys((key, topic) for key, several in topics.items() for topic in several)
    over = [pk for pair, pk in known.items() if pair not in wanted]
    Statement.topics.through.objects.filter(pk__in=over).delete()
    _give_topics([pair for pair in wanted if pair not in known])


def _add_appearances(appearances: list[Appearance]) -> None:
    """Write those in documents that their statements do not stand in yet."""
    statements = [one.statement_id for one in appearances]
    rows = Appearance.objects.filter(statement__in=statements)
    known = set(rows.values_list("statement_id", "document_id"))
    copy_rows([one for one in appearances if (one.statement_id, one.document_id) not in known])


def _set_translations(translations: list[Translation]) -> None:
    """Write translations; one of the same language by nobody named is changed."""
    statements = [one.statement_id for one in translations]
    rows = Translation.objects.filter(statement__in=statements, translator="")
    known = {(one.statement_id, one.language): one for one in rows}
    changed, new = [], []
    for one in translations:
        held = known.get((one.statement_id, one.language))
        if held is None:
            new.append(one)
        else:
            held.text = one.text
            changed.append(held)
    update_rows(changed, ["text"])
    copy_rows(new)


def _translation(key: int, values: dict[str, Any]) -> Translation:
    return Translation(
        statement_id=key, language=values[TRANSLATION_LANGUAGE], text=values["translation"]
    )
