"""A dump becomes a record: into an empty database, whole or not at all."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import connection, models

from people.bulk import analyze, bulk_load
from statements.dumps.tables import TABLES, Table
from statements.dumps.writing import SUMS
from statements.models import Statement
from statements.search.indexing import built_last
from statements.search.models import SearchEntry, SearchSample

BLOCK = 2**20
# Who gave their word where a reviewer of the record that was dumped did.
RESTORER = "restored"


class RestoreError(ValueError):
    """A dump that cannot be restored here; its text says why, and what cures it."""


def restore(folder: Path, *, progress: Callable[[str], None] = lambda path: None) -> None:
    """Make the record that a dump holds; raises RestoreError if it is damaged or not alone.

    Public ids, addresses, versions, times of publication and corrections are those of the dump.
    The database's own rules hold: quotes that say they are verified are looked up again.
    """
    paths = check_sums(folder)
    with bulk_load(f"the dump {folder.name}"):
        _refuse_unless_empty()
        _appoint_restorer()
        with built_last():
            for table in TABLES:
                for path in _paths_of(table, paths):
                    _read(table, folder / path)
                    progress(path)
            with connection.cursor() as cursor:
                for sql in connection.ops.sequence_reset_sql(no_style(), [t.model for t in TABLES]):
                    cursor.execute(sql)
            analyze(table.model for table in TABLES)
        analyze([SearchEntry, SearchSample])


def check_sums(folder: Path) -> list[str]:
    """Return the files of a dump, in order; raises RestoreError if one is missing or damaged."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RestoreError(f"{folder} is no dump: it has no {SUMS}.") from error
    paths = []
    for line in lines:
        digest, _, path = line.partition("  ")
        if ".." in Path(path).parts or Path(path).is_absolute():
            raise RestoreError(f"{SUMS}: “{path}” is outside the dump.")
        if not (folder / path).is_file():
            raise RestoreError(f"{path} is missing. Fetch the dump again.")
        if _digest(folder / path) != digest:
            raise RestoreError(f"{path} is damaged: its checksum differs. Fetch it again.")
        paths.append(path)
    return sorted(paths)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _paths_of(table: Table, paths: list[str]) -> list[str]:
    if table.is_monthly:
        return [path for path in paths if path.startswith(f"csv/{table.name}/")]
    return [path for path in paths if path == f"csv/{table.name}.csv"]


def _refuse_unless_empty() -> None:
    for table in TABLES:
        if table.model._default_manager.exists():
            raise RestoreError(
                f"There are {table.name.replace('_', ' ')} here already. A dump is restored into "
                "an empty record only: use another database."
            )


def _appoint_restorer() -> None:
    user, _ = get_user_model().objects.get_or_create(
        username=RESTORER, defaults={"is_active": False}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE restorer ON COMMIT DROP AS SELECT %s::bigint AS id", [user.pk]
        )


def _read(table: Table, path: Path) -> None:
    columns = ", ".join(f'"{column.name}" text' for column in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE stage ({columns})")
        # MATCH: columns of another version of the format are refused, not put in wrong places.
        with cursor.copy("COPY stage FROM STDIN (FORMAT csv, HEADER MATCH)") as copy:
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    copy.write(block)
        unsaid = _unsaid(table)
        into = [*(f'"{column.into}"' for column in table.columns), *(f'"{n}"' for n in unsaid)]
        read = [*(column.read for column in table.columns), *("%s" for _ in unsaid)]
        cursor.execute(
            f'INSERT INTO "{table.table}" ({", ".join(into)}) '
            f"SELECT {', '.join(read)} FROM stage ORDER BY ctid",
            list(unsaid.values()),
        )
        cursor.execute("DROP TABLE stage")


def _unsaid(table: Table) -> dict[str, Any]:
    """Return the value of each column that a dump does not tell and the database does not give."""
    told = {column.into for column in table.columns}
    unsaid = {
        one.column: one.get_default()
        for one in table.model._meta.concrete_fields
        if one.column not in told
        and not one.primary_key
        and not one.null
        and one.db_default is models.NOT_PROVIDED
    }
    for one in table.model._meta.concrete_fields:
        if one.column in unsaid and isinstance(one, models.JSONField):
            unsaid[one.column] = one.get_db_prep_value(unsaid[one.column], connection)
    if table.model is Statement:
        unsaid["status"] = Statement.Status.PUBLISHED.value
    return {name: value for name, value in unsaid.items() if name is not None}
