"""A plan is written: by batches, each whole or not at all, with its progress."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, transaction

from people.addresses import free_slug
from people.importing.plan import Action, Plan, Ref, Step
from people.importing.record import in_batches
from people.partial_dates import PartialDate
from people.refusals import refusal_of

BATCH = 200
# The name that an address is made from.
NAMED_BY = ("name", "title")


class ChangedMeanwhileError(RuntimeError):
    """Somebody changed a row after the plan was made; the batch was not written."""


@dataclass(slots=True)
class Written:
    """How many steps were written, and what the database refused: (place, message)."""

    steps: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def write(plan: Plan, *, after_batch: Callable[[Written], None]) -> Written:
    """Write what the plan creates and changes, and return what came of it.

    What is written of a batch is written whole. `after_batch` is called inside its transaction,
    so that progress that was told is progress that was made. What the database refuses is left
    out and told, with what depends on it. Raises ChangedMeanwhileError.
    """
    return _Writer(after_batch).write(plan)


class _Writer:
    def __init__(self, after_batch: Callable[[Written], None]) -> None:
        self.after_batch, self.written = after_batch, Written()
        self.made: dict[Ref, int] = {}
        self.slugs: dict[type[Any], set[str]] = {}

    def write(self, plan: Plan) -> Written:
        for batch in _batches(plan.writes):
            try:
                with transaction.atomic():
                    self._write(batch)
                    # What the database checks at commit fails here, where it can be told.
                    connection.check_constraints()
                    self._count(len(batch))
            except IntegrityError:
                self._write_singly(batch)
        return self.written

    def _write_singly(self, batch: list[Step]) -> None:
        with transaction.atomic():
            done = 0
            for step in batch:
                try:
                    with transaction.atomic():
                        self._write([step])
                        connection.check_constraints()
                    done += 1
                except IntegrityError as error:
                    self.written.refused.append(
                        (step.where, f"{step.label}: {refusal_of(error).message}")
                    )
            self._count(done)

    def _count(self, number: int) -> None:
        self.written.steps += number
        self.after_batch(self.written)

    def _write(self, steps: list[Step]) -> None:
        ready = [step for step in steps if self._is_ready(step)]
        rows = [(step, self._row(step)) for step in ready if step.action == Action.CREATE]
        if rows:
            model = rows[0][0].model
            model.objects.bulk_create([row for _, row in rows])
            for step, row in rows:
                self.made[Ref(model._meta.model_name, step.key)] = row.pk
        for step in ready:
            if step.action == Action.CHANGE:
                self._fill(step)
        self._add_children(ready)

    def _is_ready(self, step: Step) -> bool:
        """Return whether all that the row refers to was written."""
        missing = [v for v in step.values.values() if isinstance(v, Ref) and v not in self.made]
        if missing:
            self.written.refused.append((step.where, f"{step.label}: waits for what was refused."))
        return not missing

    def _row(self, step: Step) -> Any:
        values = {name: self._value(value) for name, value in step.values.items()}
        model = step.model
        keys = {f.name: f.attname for f in model._meta.concrete_fields if f.is_relation}
        row = model(**{keys.get(name, name): value for name, value in values.items()})
        if any(f.name == "slug" for f in model._meta.concrete_fields):
            name = next(values[name] for name in NAMED_BY if name in values)
            row.slug = self._slug(model, values.get("slug", ""), name)
        return row

    def _slug(self, model: type[Any], wanted: str, name: str) -> str:
        """Return the address that a file gives a row, where it is free; else one from its name."""
        taken = self.slugs.setdefault(model, set())
        is_free = wanted and wanted not in taken and not model.objects.filter(slug=wanted).exists()
        slug = wanted if is_free else free_slug(model, name, besides=taken)
        taken.add(slug)
        return slug

    def _value(self, value: Any) -> Any:
        return self.made[value] if isinstance(value, Ref) else value

    def _fill(self, step: Step) -> None:
        """Write the filled columns over the version that was looked at, and over no other."""
        row = step.model.objects.filter(pk=step.pk, version=step.version)
        columns: dict[str, Any] = {}
        for name, value in step.values.items():
            columns |= _columns(step.model, name, self._value(value))
        found = row.update(**columns) if columns else row.count()
        if not found:
            raise ChangedMeanwhileError(
                f"{step.where}: {step.label} was changed by somebody while this was read. "
                "Nothing was written over it. Run it again."
            )

    def _add_children(self, steps: list[Step]) -> None:
        children: dict[type[Any], list[Any]] = {}
        for step in steps:
            pk = step.pk or self.made[Ref(step.model._meta.model_name, step.key)]
            for model, values in step.children:
                row = model(**{f"{step.model._meta.model_name}_id": pk}, **values)
                children.setdefault(model, []).append(row)
        for model, rows in children.items():
            model.objects.bulk_create(rows)


def _batches(steps: list[Step]) -> Iterator[list[Step]]:
    """Yield steps in order: of one model, none below another of its batch."""
    for _, same in groupby(steps, key=lambda step: step.model):
        for some in in_batches(list(same), BATCH):
            batch: list[Step] = []
            for step in some:
                refs = {v for v in step.values.values() if isinstance(v, Ref)}
                if any(Ref(s.model._meta.model_name, s.key) in refs for s in batch):
                    yield batch
                    batch = []
                batch.append(step)
            yield batch


def _columns(model: type[Any], name: str, value: Any) -> dict[str, Any]:
    """Return the columns that hold a value: three of a partial date."""
    partial = {field.name for field in model._meta.private_fields}
    if name not in partial:
        return {name: value}
    if value is not None and not isinstance(value, PartialDate):
        raise TypeError(f"{name} must be a PartialDate, not {value!r}.")
    return {
        f"{name}_earliest": value and value.earliest,
        f"{name}_latest": value and value.latest,
        f"{name}_precision": str(value.precision) if value else "",
    }
