"""A database of its own in the embedded PostgreSQL, and the site served from it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("ON_RECORD_DATA") or ROOT / ".data").absolute()
HOST = "127.0.0.1"
STARTING_SECONDS = 60
KEPT = "on_record_bench_"
NOT_KEPT = "There is no record of that size: make one with search.py --keep."


def kept_name(statements: int) -> str:
    """Return the name of the database that `search.py --keep` leaves."""
    return f"{KEPT}{statements}"


def grow(size: int) -> int:
    """Let the largest record left with fewer statements be the one of `size`; return how many.

    Raises SystemExit if there is none smaller, or one of that size already.
    """
    from config.postgres import server

    with _maintenance(server.claim(DATA / "postgres")) as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        sizes = [int(name.removeprefix(KEPT)) for name in names if name.startswith(KEPT)]
        smaller = max((held for held in sizes if held < size), default=0)
        if size in sizes or not smaller:
            raise SystemExit(NOT_KEPT if not smaller else "A record of that size is there already.")
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(kept_name(smaller)), sql.Identifier(kept_name(size))
            )
        )
    return smaller


def connect(name: str, *, copy_of: str = "") -> bool:
    """Set Django up on the database of that name; True if it was there already.

    If it was not, it is empty, or a copy of another one. Raises SystemExit if that is not there.

    The variable DATABASE_URL is set for this process and the ones it starts: the user's own
    record, wherever it is, is neither read nor written.
    """
    sys.path.insert(0, str(ROOT))
    from config.postgres import server

    socket = server.claim(DATA / "postgres")
    with _maintenance(socket) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        was_there = known.fetchone() is not None
        if not was_there:
            _create(connection, name, copy_of)
    os.environ["DATABASE_URL"] = f"postgresql://postgres@{quote(str(socket), safe='')}/{name}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["ON_RECORD_ENV"] = "development"
    import django

    django.setup()
    return was_there


def drop(name: str) -> None:
    from django.db import connection as own

    from config.postgres import server

    own.close()
    with _maintenance(server.claim(DATA / "postgres")) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _create(connection: psycopg.Connection, name: str, copy_of: str) -> None:
    order = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if copy_of:
        # As files: a million statements would go through the log of changes otherwise.
        order += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(copy_of))
    try:
        connection.execute(order)
    except psycopg.errors.InvalidCatalogName as error:
        raise SystemExit(NOT_KEPT) from error
    except psycopg.errors.ObjectInUse as error:
        raise SystemExit("The record is in use: end what uses it, and start again.") from error


@contextmanager
def record(name: str, statements: int, *, reuse: bool) -> Iterator[Any]:
    """Have a record of so many statements meanwhile, and yield what makes more of them.

    It is made anew, or else a copy of the one that `search.py --keep` left.
    """
    with new_record(name, copy_of=kept_name(statements) if reuse else ""):
        from django.core.management import call_command

        from millions import loading

        maker = loading.make_maker(statements, [])
        if reuse:
            call_command("migrate", interactive=False, verbosity=0)
        else:
            loading.load_record(maker, statements)
        yield maker


@contextmanager
def new_record(name: str, *, copy_of: str = "") -> Iterator[None]:
    """Have a database of that name meanwhile, empty or a copy; SystemExit if one was left."""
    if connect(name, copy_of=copy_of):
        drop(name)
        raise SystemExit("A record was left from another run. It has been removed: start again.")
    try:
        yield
    finally:
        drop(name)


def _maintenance(socket: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True)


@contextmanager
def serving(command: list[str], port: int, **options: object) -> Iterator[psutil.Process]:
    """Run a web server meanwhile, and yield it; raises SystemExit if it does not answer."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(process, port)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def site(port: int) -> Iterator[psutil.Process]:
    """Serve On Record with gunicorn: two workers, as `make run` does; yield their parent."""
    from config.static import collect_static_files

    collect_static_files()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"]
    command += ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    with serving([*command, "--log-level", "warning"], port) as process:
        yield process


def processor_ms(process: psutil.Process) -> float:
    """Return the milliseconds of processor time that a server's workers have taken so far."""
    times = [child.cpu_times() for child in process.children()]
    return 1000 * sum(time.user + time.system for time in times)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = monotonic() + STARTING_SECONDS
    while process.poll() is None and monotonic() < deadline:
        try:
            get(port, "/")
        except OSError:
            sleep(0.2)
        else:
            return
    raise SystemExit(f"Nothing answers on port {port}: is it taken? Choose another with --port.")


def get(port: int, path: str, *, cookie: str = "") -> tuple[int, bytes]:
    """Return status and body of a page."""
    connection = HTTPConnection(HOST, port, timeout=120)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
