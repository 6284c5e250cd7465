"""One import from file to record: checked, run, gone on with, run again."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from people.bulk import analyze
from people.importing.formats import FORMATS
from people.importing.found import Fault, Options, UnreadableFileError
from people.importing.plan import Answer, Answered, Plan, Step
from people.importing.writing import ChangedMeanwhileError, Written, write
from people.models.imports import Import, ImportQuestion, ImportState
from people.work import in_hand

# So many refusals are kept by name; the count is of all.
MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a dry run found: the plan, what the file is at fault with, what has no place."""

    plan: Plan
    faults: list[Fault]
    set_aside: dict[str, int]


class FaultyFileError(ValueError):
    """A file with faults: nothing of it is written unless its faulty rows are left out."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def check(name: str, raw: bytes, options: Options, *, leave_out: bool = False) -> Checked:
    """Return what importing the file would do; nothing is written.

    Raises UnreadableFileError, or FaultyFileError unless faulty rows are left out.
    """
    chosen = FORMATS[name]
    found = chosen.read(raw, options)
    if found.faults and not leave_out:
        raise FaultyFileError(found.faults)
    return Checked(chosen.plan(found, options, answers()), found.faults, found.set_aside)


def answers() -> dict[str, Answered]:
    """Return what curators have answered, by the key of the question."""
    rows = ImportQuestion.objects.answered().values_list("key", "answer", "chosen")
    return {key: Answered(Answer(answer), chosen) for key, answer, chosen in rows}


def keep(
    name: str, file_name: str, raw: bytes, options: Options, *, leave_out: bool, by: Any = None
) -> Import:
    """Return the file kept as an import that was checked and not run."""
    kept = Import(format=name, file_name=file_name[:200], started_by=by)
    kept.keep(raw)
    kept.options = {
        "source": options.source,
        "organization": options.organization,
        "country": options.country,
        "as_of": options.as_of and options.as_of.isoformat(),
        "leave_out": leave_out,
    }
    kept.save()
    return kept


def check_kept(kept: Import) -> Checked:
    """Return what running a kept import would do now; raises as `check` does."""
    stored = dict(kept.options)
    leave_out = stored.pop("leave_out")
    stored["as_of"] = stored["as_of"] and date.fromisoformat(stored["as_of"])
    return check(kept.format, kept.raw_bytes, Options(**stored), leave_out=leave_out)


def prepare(kept: Import) -> None:
    """Keep what running the import would do now; of a file at fault, why it cannot run."""
    with in_hand(Import, kept.pk) as own:
        if own is not None:
            _prepare(kept)


def _prepare(kept: Import) -> None:
    kept.begun_at = timezone.now()
    kept.save()
    try:
        checked = check_kept(kept)
    except (UnreadableFileError, FaultyFileError) as error:
        kept.state, kept.failure = ImportState.FAILED, str(error)
    else:
        kept.state, kept.failure = ImportState.CHECKED, ""
        _report(kept, checked)
    kept.save()


def _report(kept: Import, checked: Checked) -> None:
    plan = checked.plan
    kept.counts, kept.total, kept.done = plan.counts(), len(plan.writes), 0
    lines = [f"{s.where}: {s.kind} {s.label} {s.action}: {told}" for s, told in plan.described()]
    kept.report = {
        "lines": [line.removesuffix(": ") for line in lines[:MOST_KEPT]],
        "number": len(lines),
        "questions": [f"{question.where}: {question.text}" for question in plan.questions],
        "notes": plan.notes[:MOST_KEPT],
        "faults": [str(fault) for fault in checked.faults],
        "set_aside": checked.set_aside,
    }


def run(kept: Import, *, progress: Callable[[int, int], None] | None = None) -> Import:
    """Write what the import plans, and return it as it ended: done, or stopped and why.

    Whatever was written stays written: run again, it goes on with the rest. One import runs at a
    time; another waits. One that somebody else has in hand is theirs.
    """
    with in_hand(Import, kept.pk) as own:
        if own is not None:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(hashtext('people_import'))")
            _run(kept, progress or (lambda done, total: None))
    return kept


def _run(kept: Import, progress: Callable[[int, int], None]) -> None:
    kept.state, kept.failure, kept.done, kept.finished_at = ImportState.RUNNING, "", 0, None
    kept.begun_at = timezone.now()
    kept.save()
    try:
        checked = check_kept(kept)
        _report(kept, checked)
        with history_of(kept):
            _ask(kept, checked.plan)
            written = write(checked.plan, after_batch=_telling(kept, progress))
        analyze({model for step in checked.plan.writes for model in _models_of(step)})
    except (UnreadableFileError, FaultyFileError, ChangedMeanwhileError) as error:
        kept.state, kept.failure = ImportState.FAILED, str(error)
    except BaseException:
        kept.state = ImportState.FAILED
        kept.failure = "It was broken off. Run it again: it goes on with what is left."
        raise
    else:
        kept.state, kept.refused = ImportState.DONE, written.refused[:MOST_KEPT]
    finally:
        kept.finished_at = timezone.now()
        kept.save()


def _models_of(step: Step) -> Iterable[Any]:
    yield step.model
    for model, _ in step.children:
        yield model


def history_of(kept: Import) -> Any:
    """Return the context in which history names this import."""
    who = {"user": kept.started_by_id} if kept.started_by_id else {}
    told = f"{FORMATS[kept.format].label}, {kept.file_name}"
    return pghistory.context(**who, imported=kept.pk, source=told)


def _telling(kept: Import, progress: Callable[[int, int], None]) -> Callable[[Written], None]:
    def tell(written: Written) -> None:
        kept.done = written.steps
        Import.objects.filter(pk=kept.pk).update(done=kept.done, total=kept.total)
        progress(kept.done, kept.total)

    return tell


def _ask(kept: Import, plan: Plan) -> None:
    """Keep the questions that were not asked before; what was asked stays as it was."""
    with transaction.atomic():
        asked = plan.questions
        before = _known(question.key for question in asked)
        ImportQuestion.objects.bulk_create(
            ImportQuestion(
                imported=kept,
                key=question.key,
                kind=question.kind,
                where=question.where[:200],
                text=question.text,
                answers=[str(answer) for answer in question.answers],
                candidates=[asdict(candidate) for candidate in question.candidates],
            )
            for question in asked
            if question.key not in before
        )


def _known(keys: Iterable[str]) -> set[str]:
    return set(ImportQuestion.objects.filter(key__in=list(keys)).values_list("key", flat=True))
