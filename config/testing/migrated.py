"""A database to which every migration was applied, kept from run to run for tests to copy.

Migrating takes many times as long as copying, and each process of each run would do it.
"""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

APPS = ("people", "sources", "statements")
PREFIX = "migrated_"
# Whoever comes while a template is made waits for it: any number, the same for all.
LOCK = 7_206_334


def template() -> str:
    """Return the name of a database with all migrations of this checkout, made if missing."""
    name = f"{PREFIX}{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        # Let go when the connection is closed.
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        present = [row[0] for row in cursor.fetchall()]
        if name not in present:
            for outdated in present:
                _drop(cursor, outdated)
            unfinished = f"{PREFIX}unfinished"
            cursor.execute(f"CREATE DATABASE {unfinished}")
            _migrate(unfinished)
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


def _drop(cursor, database):  # type: ignore[no-untyped-def]
    try:
        cursor.execute(f"DROP DATABASE {database}")
    except OperationalError:
        return  # Another checkout copies it at this moment; the next run drops it.


def _migrate(database: str) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _fingerprint() -> str:
    """Return a checksum of all that decides what the migrations make."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256((base / "requirements.txt").read_bytes())
    digest.update("\n".join(settings.INSTALLED_APPS).encode())
    for path in sorted(_read_by_migrations(base)):
        digest.update(str(path.relative_to(base)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _read_by_migrations(base: Path) -> set[Path]:
    """Return the migrations and every file of ours that they import, however far down."""
    pending = [path for app in APPS for path in (base / app / "migrations").glob("*.py")]
    seen: set[Path] = set()
    while pending:
        path = pending.pop()
        if path not in seen:
            seen.add(path)
            pending += _imported(base, path)
    return seen


def _imported(base: Path, path: Path) -> Iterable[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] in APPS:
                place = base.joinpath(*parts)
                yield from filter(Path.exists, (place.with_suffix(".py"), place / "__init__.py"))
