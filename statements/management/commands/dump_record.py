import argparse
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statements.dumps.offering import prune
from statements.dumps.writing import dump


class Command(BaseCommand):
    help = "Writes the published record as CSV and JSON Lines, for everyone to download."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.DUMPS, help="else DUMPS_DIR"
        )
        parser.add_argument(
            "--keep", type=int, default=0, help="delete all but so many of the newest dumps"
        )

    def handle(self, **options: Any) -> None:
        def tell(path: str, size: int) -> None:
            self.stderr.write(f"{path}: {size:,} bytes")

        self.stdout.write(str(dump(options["folder"], progress=tell)))
        for old in prune(options["folder"], options["keep"]):
            shutil.rmtree(old)
            self.stdout.write(f"Deleted {old}")
