"""A plan is written: by batches, each whole or not at all, with its progress."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connection, transaction

from people.addresses import free_slug, slug_for
from people.bulk import bulk_load, copy_rows, new_keys
from people.importing.plan import Action, Plan, Ref, Step
from people.importing.record import in_batches
from people.partial_dates import PartialDate
from people.refusals import refusal_of

BATCH = 500
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

    def write(self, plan: Plan) -> Written:
        for batch in _batches(plan.writes):
            try:
                with bulk_load("import"):
                    self._write(batch)
                    # What the database checks at commit fails here, where it can be told.
                    connection.check_constraints()
                    self._count(len(batch))
            except IntegrityError:
                self._forget(batch)
                self._write_singly(batch)
        return self.written

    def _write_singly(self, batch: list[Step]) -> None:
        with bulk_load("import"):
            done = 0
            for step in batch:
                try:
                    with transaction.atomic():
                        self._write([step])
                        connection.check_constraints()
                    done += 1
                except IntegrityError as error:
                    self._forget([step])
                    self.written.refused.append(
                        (step.where, f"{step.label}: {refusal_of(error).message}")
                    )
            self._count(done)

    def _forget(self, steps: list[Step]) -> None:
        """Take it that these rows were not made."""
        for step in steps:
            self.made.pop(Ref(step.model._meta.model_name, step.key), None)

    def _count(self, number: int) -> None:
        self.written.steps += number
        self.after_batch(self.written)

    def _write(self, steps: list[Step]) -> None:
        ready = [step for step in steps if self._is_ready(step)]
        self._create([step for step in ready if step.action == Action.CREATE])
        for step in ready:
            if step.action == Action.CHANGE:
                self._fill(step)
        self._add_children(ready)

    def _create(self, steps: list[Step]) -> None:
        """Write the rows of a batch, which are all of one model."""
        if not steps:
            return
        model = steps[0].model
        rows = [self._row(step) for step in steps]
        self._address(model, rows)
        for step, row, key in zip(steps, rows, new_keys(model, len(rows)), strict=True):
            row.pk = key
            self.made[Ref(model._meta.model_name, step.key)] = key
        copy_rows(rows)

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
        return model(**{keys.get(name, name): value for name, value in values.items()})

    def _address(self, model: type[Any], rows: list[Any]) -> None:
        """Give each row the address that the file has for it, where that is free, or a new one."""
        if not any(f.name == "slug" for f in model._meta.concrete_fields):
            return
        wanted = [row.slug or slug_for(model, _name_of(row)) for row in rows]
        taken = set(model.objects.filter(slug__in=wanted).values_list("slug", flat=True))
        for row, slug in zip(rows, wanted, strict=True):
            is_free = slug not in taken
            row.slug = slug if is_free else free_slug(model, _name_of(row), besides=taken)
            taken.add(row.slug)

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
        for rows in children.values():
            copy_rows(rows)


def _name_of(row: Any) -> str:
    return next(getattr(row, name) for name in NAMED_BY if hasattr(row, name))


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
