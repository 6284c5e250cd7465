"""Which column holds what: chosen on screen, kept for the next file of the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from statements.importing.fields import FIELDS, field_named

# Where the file says nothing of the kind: direct if the words stand in quotation marks.
BY_MARKS = "by_marks"
DEFAULTS = {"kind": BY_MARKS, "language": "en", "status": "draft"}
DAY_FIRST, MONTH_FIRST = "day", "month"


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` names the field of each column, "" for none; `constants` serve where no column
    does, or where its cell is empty. `date_order` reads 3/4/2020: day or month first, or not.
    """

    columns: tuple[str, ...]
    constants: dict[str, str] = field(default_factory=dict)
    date_order: str = ""

    def faults(self) -> list[str]:
        """Return what is wrong with it, a sentence each; [] if it can be used."""
        used = [name for name in self.columns if name]
        twice = sorted({FIELDS[name].label for name in used if used.count(name) > 1})
        said = [f"Two columns are given as “{label}”: choose one." for label in twice]
        if "text" not in used and "public_id" not in used:
            said.append("Say which column holds the words.")
        if "text" in used and not {"speaker", "attribution", "public_id"} & set(used):
            said.append("Say which column holds the speaker, or the attribution.")
        return said

    def place(self, name: str) -> int | None:
        """Return the index of the column that holds a field, if one does."""
        return self.columns.index(name) if name in self.columns else None

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": list(self.columns),
            "constants": self.constants,
            "date_order": self.date_order,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Mapping:
        return cls(tuple(kept["columns"]), dict(kept["constants"]), kept["date_order"])


def guess(names: Sequence[str]) -> Mapping:
    """Return the mapping that the columns' headings speak for."""
    taken: set[str] = set()
    columns = []
    for name in names:
        found = field_named(name)
        columns.append("" if found in taken else found)
        taken.add(found)
    return Mapping(tuple(columns), dict(DEFAULTS))
