from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from statements.demonstration import DemonstrationError, load_demonstration


class Command(BaseCommand):
    help = "Loads the demonstration record; run again, it changes nothing."

    def handle(self, **options: Any) -> None:
        try:
            made = load_demonstration(settings.BASE_DIR / "fixtures" / "demonstration")
        except DemonstrationError as error:
            raise CommandError(str(error)) from error
        if not made:
            self.stdout.write("The demonstration record is there already.")
            return
        counts = ", ".join(f"{count} {kind}" for kind, count in made.items())
        self.stdout.write(f"Loaded the demonstration record: {counts}.")
