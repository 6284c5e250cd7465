from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.postgres import data_directory, server


class Command(BaseCommand):
    help = "Starts or stops the embedded PostgreSQL, or says whether it runs."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "action",
            choices=("start", "stop", "release", "status"),
            help="release: stop it unless another process uses it",
        )

    def handle(self, *, action: str, **options: Any) -> None:
        directory = data_directory()
        if directory is None:
            raise CommandError("DATABASE_URL is set: the embedded PostgreSQL is not in use.")
        if action == "start":
            server.claim(directory)
        elif action == "stop":
            server.stop(directory)
        elif action == "release":
            server.release(directory)
        if found := server.running(directory):
            self.stdout.write(f"PostgreSQL runs, with its socket in {found}")
        else:
            self.stdout.write("PostgreSQL does not run.")
