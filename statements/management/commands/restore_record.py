import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from people.refusals import refusal_of
from statements.dumps.restoring import RestoreError, restore


class Command(BaseCommand):
    help = "Restores a dump of the published record into an empty database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that dump_record made")

    def handle(self, **options: Any) -> None:
        try:
            restore(options["folder"], progress=lambda path: self.stderr.write(path))
        except RestoreError as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        except DatabaseError as error:
            raise CommandError(
                f"Nothing was restored. The database refused it: {refusal_of(error).message}"
            ) from error
        self.stdout.write("The record is restored.")
