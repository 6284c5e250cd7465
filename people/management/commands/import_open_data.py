import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from people.importing.files import MOST_BYTES
from people.importing.formats import FORMATS
from people.importing.found import Options, UnreadableFileError
from people.importing.plan import Plan
from people.importing.running import Checked, FaultyFileError, check, keep, run
from people.models import Import, ImportQuestion

# So many lines of each list are printed.
MOST_LINES = 20


class Command(BaseCommand):
    help = "Imports officials or outlets from a file of open data; run again, it changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
        parser.add_argument(
            "--source", default="", help="short name of where it is from; else the file's name"
        )
        parser.add_argument(
            "--organization", default="", help="whose offices they are, where the file says none"
        )
        parser.add_argument("--country", default="", help="its country, such as IR")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="the day on which the file was true"
        )
        parser.add_argument(
            "--leave-out-faulty", action="store_true", help="import the rows without faults"
        )
        parser.add_argument("--user", default="", help="who imports, for the history")

    def handle(self, **given: Any) -> None:
        raw, options = self._read(given["path"]), self._options(given)
        leave_out = given["leave_out_faulty"]
        try:
            checked = check(given["format"], raw, options, leave_out=leave_out)
        except FaultyFileError as error:
            lines = "\n".join(f"  {fault}" for fault in error.faults)
            raise CommandError(
                f"{len(error.faults)} faults; nothing was written.\n{lines}\n"
                "Mend them, or leave these rows out with --leave-out-faulty."
            ) from error
        except UnreadableFileError as error:
            raise CommandError(f"{given['path'].name}: {error}") from error
        self._tell(checked)
        if given["dry_run"]:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        user = self._user(given["user"])
        name = given["path"].name
        kept = keep(given["format"], name, raw, options, leave_out=leave_out, by=user)
        self._finish(run(kept, progress=self._progress))

    def _read(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    def _options(self, given: dict[str, Any]) -> Options:
        if given["country"] and not re.fullmatch("[A-Z]{2}", given["country"]):
            raise CommandError("A country is its two-letter ISO 3166 code, such as IR.")
        return Options(
            source=given["source"] or given["path"].name.partition(".")[0],
            organization=given["organization"],
            country=given["country"],
            as_of=given["as_of"],
        )

    def _user(self, name: str) -> Any:
        if not name:
            return None
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user “{name}”.")
        return user

    def _tell(self, checked: Checked) -> None:
        plan = checked.plan
        for kind, counts in plan.counts().items():
            told = ", ".join(f"{number:,} {action}" for action, number in counts.items())
            self.stdout.write(f"{kind}: {told}")
        self._list("Left out, with faults", [str(fault) for fault in checked.faults])
        aside = checked.set_aside.items()
        self._list("Has no place in the record", [f"{what}: {n:,}" for what, n in aside])
        self._list("Notes", plan.notes)
        self._changes(plan)
        self._list("Questions", [f"{q.where}: {q.text}" for q in plan.questions])

    def _changes(self, plan: Plan) -> None:
        lines = [
            f"{step.where}: {step.kind} {step.label}: {told}"
            for step, told in plan.described()
            if step.action == "changed"
        ]
        self._list("Changes", lines)

    def _list(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        self.stdout.write(f"{title} ({len(lines):,}):")
        for line in lines[:MOST_LINES]:
            self.stdout.write(f"  {line}")
        if len(lines) > MOST_LINES:
            self.stdout.write(f"  … and {len(lines) - MOST_LINES:,} more")

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done:,} of {total:,} rows written")

    def _finish(self, kept: Import) -> None:
        self._list("The database refused", [f"{where}: {why}" for where, why in kept.refused])
        if kept.state == Import.State.FAILED:
            raise CommandError(f"Stopped: {kept.failure}")
        waiting = ImportQuestion.objects.open().count()
        self.stdout.write(f"Import {kept.pk}: {kept.done:,} rows written.")
        if waiting:
            self.stdout.write(f"{waiting:,} questions wait for a curator in the admin.")
