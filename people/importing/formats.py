"""The formats that can be imported, each with its reader and what plans it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from people.importing.congress import read_congress
from people.importing.found import Options
from people.importing.plan import Answered, Plan
from people.importing.planning import plan_officials
from people.importing.popolo import read_popolo
from people.importing.wikidata import read_office_holders, read_offices


@dataclass(frozen=True, slots=True)
class Format:
    """`read` returns what the file says, with `faults` and `set_aside`; `plan` compares it."""

    name: str
    label: str
    read: Callable[[bytes, Options], Any]
    plan: Callable[[Any, Options, Mapping[str, Answered]], Plan]


FORMATS: dict[str, Format] = {}


def register(new: Format) -> None:
    """Make a format known to the command and the admin."""
    FORMATS[new.name] = new


register(Format("popolo", "Popolo JSON", read_popolo, plan_officials))
register(Format("congress-legislators", "congress-legislators YAML", read_congress, plan_officials))
register(
    Format(
        "wikidata-office-holders",
        "Wikidata CSV of office-holders",
        read_office_holders,
        plan_officials,
    )
)
register(Format("wikidata-offices", "Wikidata CSV of offices", read_offices, plan_officials))
