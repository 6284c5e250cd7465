"""What a table is read as, and how much of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

MAX_FILE_BYTES = 100_000_000
MAX_COLUMNS = 500
MAX_ROWS = 2_000_000
# Of one cell; the longest speech on record has fewer.
MAX_CELL_CHARACTERS = 500_000
# A workbook is read whole, as a rectangle.
MAX_CELLS = 40_000_000


class TableError(Exception):
    """A file cannot be read as a table; `str()` says in one line why, and what helps."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How to read a file where what is found of itself is wrong; "" leaves it to be found."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How a file was read: its kind, what was detected, and what a reader should know of it.

    `merged` holds the merged ranges of a sheet's first rows as (top, left, bottom, right), rows
    as numbered, columns from 0.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    # The names of the columns where the format itself gives them.
    names: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Found:
        listed = {name: tuple(values[name]) for name in ("sheets", "names", "notes")}
        merged = tuple((top, left, bottom, right) for top, left, bottom, right in values["merged"])
        return cls(**{**values, **listed, "merged": merged})


@dataclass(frozen=True, slots=True)
class Row:
    """A row as text, with the number of its line or row; `fault` says why it cannot be used."""

    number: int
    cells: list[str] = field(default_factory=list)
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def column_name(index: int) -> str:
    """Return how spreadsheets call the column that has `index`, from 0: A, B, …, AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name
