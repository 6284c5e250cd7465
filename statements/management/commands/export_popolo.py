import argparse
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.dumps.writing import officials


class Command(BaseCommand):
    help = "Writes the officials of the published record as Popolo JSON."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a new file; else it is printed")
        parser.add_argument(
            "--whole",
            action="store_true",
            help="also those of whom nothing is published: for another record of your own",
        )

    def handle(self, **options: Any) -> None:
        blocks = officials(is_whole=options["whole"])
        path: Path | None = options["path"]
        if path is None:
            for block in blocks:
                sys.stdout.buffer.write(block)
            return
        if path.exists():
            raise CommandError(f"{path} is there already: name a new file.")
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with partial.open("wb") as file:
                file.writelines(blocks)
            # Never half a file under its name.
            partial.rename(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        finally:
            partial.unlink(missing_ok=True)
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")
