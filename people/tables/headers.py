"""Which row of a table names its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from people.tables.table import Found, Row, column_name

LOOKED_AT = 20
MAX_NAME = 80
_DATA = re.compile(r"^\d+$|\d{2,}|https?://|[.!?…]\s*$|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and the number of the row they stand in; 0 for none."""

    names: tuple[str, ...]
    number: int


def find_header(rows: Sequence[Row], found: Found) -> Header:
    """Return the header among the first rows of a table, or columns called A, B, C.

    Titles above it (a single filled or merged cell) are passed over; a row of merged groups
    above it goes before the names: "Source – address".
    """
    width = max((len(row.cells) for row in rows), default=0)
    if found.names:
        return Header(tuple(_unique(found.names)), 0)
    for place, row in enumerate(rows[:LOOKED_AT]):
        if row.is_blank or (width > 1 and _filled(row) == 1):
            continue
        if place + 1 < len(rows) and _is_group(row, found) and _names(rows[place + 1], width):
            return header_at(rows, found, rows[place + 1].number)
        return header_at(rows, found, row.number if _names(row, width) else 0)
    return header_at(rows, found, 0)


def header_at(rows: Sequence[Row], found: Found, number: int) -> Header:
    """Return the header that stands in the row of that number, 0 for none."""
    width = max((len(row.cells) for row in rows), default=0)
    by_number = {row.number: row for row in rows}
    row = by_number.get(number)
    if row is None:
        return Header(tuple(column_name(place) for place in range(width)), 0)
    above = by_number.get(number - 1)
    groups = _spread(above, found) if above and _is_group(above, found) else []
    names = []
    for place in range(width):
        name = " ".join(row.cells[place].split()) if place < len(row.cells) else ""
        group = groups[place] if place < len(groups) else ""
        joined = f"{group} – {name}" if group and name and group != name else name or group
        names.append(joined[:MAX_NAME] or column_name(place))
    return Header(tuple(_unique(names)), number)


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _names(row: Row, width: int) -> bool:
    """Whether these cells name columns: nearly all filled, short, different, and no data."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if len(cells) < max(0.6 * width, 1) or len({cell.casefold() for cell in cells}) < len(cells):
        return False
    return all(len(cell) <= MAX_NAME and not _DATA.search(cell) for cell in cells)


def _is_group(row: Row, found: Found) -> bool:
    spans = [span for span in found.merged if span[0] == row.number]
    return any(right > left for _, left, _, right in spans) and _filled(row) > 1


def _spread(row: Row, found: Found) -> list[str]:
    """Return the cells with what is merged in all the columns it spans."""
    cells = [" ".join(cell.split()) for cell in row.cells]
    for top, left, _, right in found.merged:
        if top == row.number and 0 <= left < len(cells):
            cells[left : right + 1] = [cells[left]] * (min(right + 1, len(cells)) - left)
    return cells


def _unique(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique
