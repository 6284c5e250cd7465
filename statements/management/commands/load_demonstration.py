from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction


class Command(BaseCommand):
    help = "Loads the demonstration record; run again, it changes nothing."

    def handle(self, **options: Any) -> None:
        files = sorted((settings.BASE_DIR / "fixtures" / "demonstration").glob("*.json"))
        if not files:
            self.stdout.write("There is no demonstration record in fixtures/demonstration/.")
            return
        with transaction.atomic():
            call_command("loaddata", *map(str, files), verbosity=0)
        self.stdout.write(f"Loaded {', '.join(map(name_of, files))}.")


def name_of(file: Path) -> str:
    return file.stem
