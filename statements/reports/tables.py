"""The answer of a report as a table: a page of its rows, its counts, or its cross-table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from statements.columns import COLUMNS, select
from statements.reports.definition import COUNTS, ROWS, Definition, ReportError
from statements.reports.dimensions import DIMENSIONS, Dimension

PREVIEWED = 20
MOST_GROUPS = 20_000
# Across stand at most so many; what is rarer is summed in one more.
MOST_ACROSS = 40
OTHERS = "others"
TOTAL = "total"
# A page waits no longer; the file may take its time.
PAGE_MILLISECONDS = 8_000


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` name the columns; numbers are numbers. `total` counts the statements, each once."""

    heads: list[str]
    rows: list[list[Any]]
    total: int
    is_cut: bool = False
    note: str = ""
    is_time: bool = False
    across: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def preview(definition: Definition) -> Table:
    """Return what a page shows: the whole table, or the first rows. Raises ReportError."""
    from django.db import OperationalError

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PAGE_MILLISECONDS}")
            table = table_of(definition)
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
            return table
    except OperationalError as error:
        raise ReportError(
            "The answer takes too long for a page: narrow the filter, or run it as a file."
        ) from error


def table_of(definition: Definition) -> Table:
    """Return the counts or the cross-table, or the first rows. Raises ReportError."""
    found = definition.statements()
    if definition.form == ROWS:
        return _first_rows(definition, found)
    if definition.form == COUNTS:
        return _counts(DIMENSIONS[definition.by], found)
    return _cross(DIMENSIONS[definition.by], DIMENSIONS[definition.across], found)


def keys_sql(found: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the keys of the statements found, and its parameters."""
    return found.values("pk").query.sql_with_params()


def _first_rows(definition: Definition, found: Any) -> Table:
    sql, parameters = keys_sql(found)
    with connection.cursor() as cursor:
        cursor.execute(
            select(sql, definition.columns, site="", limit=PREVIEWED + 1), list(parameters)
        )
        rows = [["" if cell is None else cell for cell in row] for row in cursor.fetchall()]
    total = found.count()
    heads = [COLUMNS[name].label for name in definition.columns]
    return Table(heads, rows[:PREVIEWED], total, is_cut=len(rows) > PREVIEWED)


def _counted(found: Any, *dimensions: Dimension) -> list[tuple[Any, ...]]:
    names = [f"group_{place}" for place in range(len(dimensions))]
    groups = {name: dimension.expression for name, dimension in zip(names, dimensions, strict=True)}
    is_many = any(dimension.is_many for dimension in dimensions)
    rows = found.annotate(**groups).values(*names).annotate(count=Count("pk", distinct=is_many))
    counted = list(rows.values_list(*names, "count")[: MOST_GROUPS + 1])
    if len(counted) > MOST_GROUPS:
        raise ReportError(f"There are more than {MOST_GROUPS:,} groups: narrow the filter.")
    return counted


def _ordered(totals: dict[str, int], dimension: Dimension) -> list[str]:
    """Return the groups in time, or the largest first."""
    if dimension.is_time:
        return sorted(totals)
    return sorted(totals, key=lambda name: (-totals[name], name))


def _note(*dimensions: Dimension) -> str:
    many = [dimension.label.lower() for dimension in dimensions if dimension.is_many]
    if not many:
        return ""
    return f"One statement may have more than one {' and '.join(many)}, and counts for each."


def _counts(dimension: Dimension, found: Any) -> Table:
    counts: dict[str, int] = defaultdict(int)
    for group, count in _counted(found, dimension):
        counts[dimension.name_of(group)] += count
    rows = [[name, counts[name]] for name in _ordered(counts, dimension)]
    return Table(
        [dimension.label, "Statements"],
        rows,
        found.count(),
        note=_note(dimension),
        is_time=dimension.is_time,
    )


def _cross(down: Dimension, across: Dimension, found: Any) -> Table:
    cells: dict[tuple[str, str], int] = defaultdict(int)
    downs: dict[str, int] = defaultdict(int)
    acrosses: dict[str, int] = defaultdict(int)
    for one, other, count in _counted(found, down, across):
        names = down.name_of(one), across.name_of(other)
        cells[names] += count
        downs[names[0]] += count
        acrosses[names[1]] += count
    heads, kept = _across(acrosses, across)
    rows: list[list[Any]] = []
    for name in _ordered(downs, down):
        counts = [cells.get((name, head), 0) for head in kept]
        rest = [downs[name] - sum(counts)] if len(heads) > len(kept) else []
        rows.append([name, *counts, *rest, downs[name]])
    return Table(
        [down.label, *heads, TOTAL],
        rows,
        found.count(),
        note=_note(down, across),
        is_time=down.is_time,
        across=heads,
    )


def _across(totals: dict[str, int], dimension: Dimension) -> tuple[list[str], list[str]]:
    """Return the heads across, and which of them are groups of their own."""
    if len(totals) <= MOST_ACROSS:
        kept = _ordered(totals, dimension)
        return kept, kept
    largest = sorted(totals, key=lambda name: (-totals[name], name))
    # Of months, the newest say most.
    kept = sorted(totals)[-MOST_ACROSS:] if dimension.is_time else largest[:MOST_ACROSS]
    return [*kept, OTHERS], kept
