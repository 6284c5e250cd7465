"""Start, share, mend and stop the embedded PostgreSQL.

One server per data directory serves every process of one checkout. A process *claims* it before
use and holds a shared file lock for as long as it lives, which the kernel drops even after
`kill -9`; so the last user can tell that it is the last, and stop the server.

We call `initdb` and `pg_ctl` from the wheel ourselves rather than through its `get_server`, which
takes a recycled process id in `postmaster.pid` for a running server, and gives up on a recovery
that takes longer than ten seconds.
"""

import fcntl
import os
import re
import shlex
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.postgres import programs

DATABASE = "on_record"
USER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel allows 107 bytes for the path of a socket (103 on macOS).
LONGEST_SOCKET_PATH = 103
SHORT_PREFIX = "on-record-"
STARTING_SECONDS = 60
# A quarter of the machine's memory for what is read again; taken as it is read, not before.
BUFFERS = min(psutil.virtual_memory().total // 4, 4 * 2**30)
# PostgreSQL's own defaults are for the machines of twenty years ago.
SETTINGS = {
    "shared_buffers": f"{BUFFERS // 2**20}MB",
    # A record of millions is looked through by bitmaps, which must fit.
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    # Most of what a page reads is in the machine's memory: to hand that to workers takes longer
    # than to read it.
    "io_method": "sync",
    # A disk without moving parts finds a page anywhere as fast as the next.
    "random_page_cost": "1.1",
    # A load of a million statements would otherwise be one checkpoint after another.
    "max_wal_size": "4GB",
}

# File descriptors, not files: they are meant to stay open until the process ends.
_claims: dict[Path, int] = {}
_claiming = threading.Lock()


def claim(directory: Path) -> Path:
    """Return the directory of the server's socket, having started the server where need be.

    The claim lasts until `release` or the end of the process.
    """
    directory = directory.absolute()
    with _claiming:
        if directory not in _claims:
            _claims[directory] = _users_of(directory)
        found = running(directory)
        if found:
            return found
        with _locked(directory.with_name("postgres.lock")):
            return running(directory) or _start(directory)


def release(directory: Path) -> bool:
    """Give up this process's claim and stop the server; False if another process still uses it."""
    directory = directory.absolute()
    with _claiming:
        users = _claims.pop(directory, None) or _users_of(directory)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stop(directory)
        except BlockingIOError:
            return False
        finally:
            os.close(users)
        return True


def stop(directory: Path) -> bool:
    """Stop the server, whoever uses it; False if it was not running."""
    directory = directory.absolute()
    found = running(directory)
    if not found:
        return False
    # Since the start, somebody may have closed a directory on the way again.
    programs.open_the_way(directory)
    programs.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(directory), log=_log(directory))
    _remove_socket(found, directory)
    return True


def running(directory: Path) -> Path | None:
    """Return the directory of the socket if the server accepts connections, else None."""
    found = _recorded_socket(directory)
    if not found:
        return None
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(found / SOCKET_NAME))
        except OSError:
            return None
    return found


def _recorded_socket(directory: Path) -> Path | None:
    """Return the socket's directory as a server that came up once wrote it into postmaster.pid."""
    try:
        lines = (directory / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    # Line 5 is the socket's directory, line 8 the state; both are written as the server comes up.
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    return Path(lines[4])


def _users_of(directory: Path) -> int:
    directory.parent.mkdir(parents=True, exist_ok=True)
    users = os.open(directory.with_name("postgres.users"), os.O_CREAT | os.O_RDWR)
    # Waits while the last user is stopping the server.
    fcntl.flock(users, fcntl.LOCK_SH)
    return users


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(directory: Path) -> Path:
    programs.open_the_way(directory)
    if not (directory / "PG_VERSION").exists():
        _initialise(directory)
    found = _mend(directory)
    if not found:
        programs.run(
            *("pg_ctl", "start", "-w", "-t", str(STARTING_SECONDS), "-D", str(directory)),
            *("-l", str(_log(directory)), "-o", _options(directory)),
            log=_log(directory),
        )
        found = running(directory)
    if not found:
        raise programs.PostgresError(f"PostgreSQL did not start. Its log: {_log(directory)}")
    _ensure_database(found)
    return found


def _options(directory: Path) -> str:
    """Return the server's options: its socket's directory and its settings."""
    settings = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    return f"-k {shlex.quote(str(_socket_for(directory)))} {settings}"


def _initialise(directory: Path) -> None:
    """Make the data directory aside and move it in place, so that it is whole or not there."""
    fresh = directory.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    programs.give_away(fresh)
    programs.run(
        *("initdb", "-D", str(fresh), "-U", USER, "--auth=trust", "--encoding=UTF8"),
        *("--locale=C.UTF-8", "--set=timezone=UTC", "--set=log_timezone=UTC"),
        "--set=listen_addresses=",
        log=_log(directory),
    )
    fresh.rename(directory)


def _mend(directory: Path) -> Path | None:
    """Clear away what a killed server left; return the socket's directory if it lives after all.

    After `kill -9`, postmaster.pid stays and may name a zombie or somebody else's new process;
    PostgreSQL then refuses to start. It is removed only once no process of the old server is left.
    """
    deadline = time.monotonic() + STARTING_SECONDS
    while processes := _processes_in(directory):
        found = running(directory)
        if found:
            return found
        if time.monotonic() > deadline:
            pids = " ".join(map(str, processes))
            raise programs.PostgresError(
                f"PostgreSQL hangs in {directory}. End it with: kill {pids}"
            )
        time.sleep(0.1)
    stale = _recorded_socket(directory)
    if stale:
        _remove_socket(stale, directory)
    (directory / "postmaster.pid").unlink(missing_ok=True)
    return None


def _processes_in(directory: Path) -> list[int]:
    """Return the ids of all PostgreSQL processes of this data directory, which they work in."""
    return [
        process.pid
        for process in psutil.process_iter(["name", "cwd"])
        if process.info["name"] == "postgres" and process.info["cwd"] == str(directory.resolve())
    ]


def _socket_for(directory: Path) -> Path:
    """Return the data directory, or a private one with a short name where that is too long."""
    length = len(os.fsencode(directory / SOCKET_NAME))
    # A comma would be read as a list of directories.
    if length <= LONGEST_SOCKET_PATH and re.fullmatch(r"[\w./-]+", str(directory)):
        return directory
    short = Path(tempfile.mkdtemp(prefix=SHORT_PREFIX))
    programs.give_away(short)
    return short


def _remove_socket(found: Path, directory: Path) -> None:
    if found != directory and found.name.startswith(SHORT_PREFIX):
        shutil.rmtree(found, ignore_errors=True)


def _ensure_database(socket_directory: Path) -> None:
    with psycopg.connect(
        host=str(socket_directory), user=USER, dbname="postgres", autocommit=True
    ) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _log(directory: Path) -> Path:
    return directory / "server.log"
