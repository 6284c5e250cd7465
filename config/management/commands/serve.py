import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.environment import Environment
from config.keeping import KeptRunning, end
from config.postgres import data_directory, server
from config.static import collect_static_files

HOST = "127.0.0.1"
STARTING_SECONDS = 60


class Command(BaseCommand):
    help = "Prepares everything and serves On Record on this machine, until Ctrl-C."

    def handle(self, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("This is for trying On Record out; see docs/operations.md.")
        port = Environment(os.environ).number("PORT", default=8000)
        if is_listening(port):
            raise CommandError(f"Port {port} is taken. Choose another: make run PORT={port + 1}")
        # A closed terminal and a polite kill end the run as cleanly as Ctrl-C does; and Ctrl-C
        # does it, too, where the shell that started us in the background had it ignored.
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, interrupt)
        with self.database():
            try:
                self.prepare()
                with self.worker(port):
                    self.serve(port)
            except KeyboardInterrupt:
                self.say("Stopping")

    def say(self, what: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(what))

    @contextmanager
    def database(self) -> Iterator[None]:
        """Run the embedded PostgreSQL meanwhile, and stop it if nobody else uses it."""
        directory = data_directory()
        if directory is None:
            self.say("Using the database that DATABASE_URL names")
            yield
            return
        self.say(f"Starting PostgreSQL in {directory}")
        try:
            server.claim(directory)
            yield
        finally:
            # Whoever presses Ctrl-C twice still wants the database to be closed in good order.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            connection.close()
            stopped = server.release(directory)
            self.say("PostgreSQL stopped" if stopped else "PostgreSQL stays up: it is in use")

    def prepare(self) -> None:
        self.say("Updating the database")
        call_command("migrate", interactive=False)
        call_command("createcachetable", verbosity=0)
        self.say("Collecting static files")
        collect_static_files()
        self.say("Loading the demonstration record")
        call_command("load_demonstration")
        call_command("accounts")

    @contextmanager
    def worker(self, port: int) -> Iterator[None]:
        """Keep a worker for the work in the background running meanwhile."""
        self.say("Starting the worker in the background")
        # The same name at the next run: it then takes up what it left, had it been killed.
        name = f"{socket.gethostname()[:50]}:{port}"
        command = [sys.executable, "manage.py", "db_worker", "--no-reload", "--worker-id", name]
        worker = KeptRunning(command, settings.BASE_DIR, died=self.tell_of_death)
        try:
            yield
        finally:
            worker.end()

    def tell_of_death(self, status: int) -> None:
        self.stderr.write(f"The worker in the background ended ({status}). It is started again.")

    def serve(self, port: int) -> None:
        self.say("Starting the web server")
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"]
        command += ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
        command += ["--log-level", "warning"]
        # In a session of its own: Ctrl-C reaches it through us alone, once.
        with subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True) as gunicorn:
            try:
                if answers(gunicorn, port):
                    self.announce(port)
                status = gunicorn.wait()
            except KeyboardInterrupt:
                end(gunicorn)
                raise
        if status:
            raise CommandError(f"The web server ended with status {status}.")

    def announce(self, port: int) -> None:
        address = f"http://{HOST}:{port}"
        self.say("On Record is ready")
        self.stdout.write(f"  The record:  {address}/")
        self.stdout.write(f"  Curation:    {address}/admin/   (the accounts above)")
        self.stdout.write("  End with Ctrl-C; the accounts again: make accounts")


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def answers(gunicorn: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the web server listens; False if it ended or took too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while gunicorn.poll() is None and time.monotonic() < deadline:
        if is_listening(port):
            return True
        time.sleep(0.1)
    return False
