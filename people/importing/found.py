"""What a file says, before anything is asked of the record: the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from people.partial_dates import PartialDate, PartialDateError

# So many faults are listed; a file with more has one fault: it is of another kind.
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: where it stands, in which field, and what cures it."""

    where: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.field, self.message) if part)


class UnreadableFileError(ValueError):
    """A file that cannot be read as what it is said to be; `fault` says where and why."""

    def __init__(self, message: str, *, where: str = "", field: str = "") -> None:
        self.fault = Fault(where, field, message)
        super().__init__(str(self.fault))


@dataclass(frozen=True, slots=True)
class Options:
    """What the file does not say and whoever imports it knows.

    `source` is a short name of where the file is from; ids that are the file's own are kept under
    it. `organization` is whose offices they are where the file names none. `as_of` is the day on
    which the file was true: without it, nobody is taken to be in office.
    """

    source: str = ""
    organization: str = ""
    country: str = ""
    as_of: date | None = None
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class FoundName:
    name: str
    kind: str = "other"
    language: str = ""


@dataclass(frozen=True, slots=True)
class FoundOrganization:
    """`key` names it within the file; `parent` is the key of another.

    `slug` is its address in the record that the file is an export of, and `own` the file's id as
    an identifier, which is kept where it cannot have that address.
    """

    key: str
    where: str
    name: str
    kind: str = "other"
    short_name: str = ""
    country: str = ""
    description: str = ""
    parent: str = ""
    names: tuple[FoundName, ...] = ()
    identifiers: tuple[FoundIdentifier, ...] = ()
    slug: str = ""
    own: FoundIdentifier | None = None


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """`doubt` is why it may not belong here; "" if nothing speaks against it."""

    key: str
    where: str
    title: str
    organization: str
    description: str = ""
    identifiers: tuple[FoundIdentifier, ...] = ()
    doubt: str = ""
    slug: str = ""
    own: FoundIdentifier | None = None


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """`instead` is another name the file has, so unlike `name` that one of them is wrong."""

    key: str
    where: str
    name: str
    sort_name: str = ""
    description: str = ""
    born: PartialDate | None = None
    died: PartialDate | None = None
    names: tuple[FoundName, ...] = ()
    identifiers: tuple[FoundIdentifier, ...] = ()
    instead: str = ""
    slug: str = ""
    own: FoundIdentifier | None = None


@dataclass(frozen=True, slots=True)
class FoundTenure:
    """An end that is missing says nothing; `is_current` only where the file vouches for it.

    `is_over`: it ended, and nothing is known of when.
    """

    where: str
    person: str
    office: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    is_current: bool = False
    note: str = ""
    is_over: bool = False


@dataclass(slots=True)
class Found:
    """All that a file says, in its order; `set_aside` counts what the record has no place for."""

    organizations: dict[str, FoundOrganization] = field(default_factory=dict)
    offices: dict[str, FoundOffice] = field(default_factory=dict)
    people: dict[str, FoundPerson] = field(default_factory=dict)
    tenures: list[FoundTenure] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    set_aside: dict[str, int] = field(default_factory=dict)

    def fault(self, where: str, field_name: str, message: str) -> None:
        """Note what is wrong; raises UnreadableFileError when too much is."""
        self.faults.append(Fault(where, field_name, message))
        if len(self.faults) > MOST_FAULTS:
            raise UnreadableFileError(
                f"More than {MOST_FAULTS} faults. The first: {self.faults[0]} "
                "Is it really a file of this format?"
            )

    def put_aside(self, what: str, number: int = 1) -> None:
        self.set_aside[what] = self.set_aside.get(what, 0) + number

    def text(self, row: Mapping[str, object], name: str, where: str, *, most: int = 200) -> str:
        """Return the text of a field without surrounding space; "" if there is none or a fault."""
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fault(where, name, f"should be text, and is {kind_of(value)}.")
            return ""
        text = str(value).strip()
        if "\x00" in text:
            self.fault(where, name, "holds a NUL character, which no text has. Remove it.")
            return ""
        if len(text) > most:
            self.fault(where, name, f"is {len(text):,} characters long; at most {most:,} fit.")
            return ""
        return text

    def required(self, row: Mapping[str, object], name: str, where: str, *, most: int = 200) -> str:
        """Return the text of a field that must be there; "" with a fault if it is not."""
        before = len(self.faults)
        text = self.text(row, name, where, most=most)
        if not text and len(self.faults) == before:
            self.fault(where, name, "is missing. Fill it in, or leave the row out.")
        return text

    def identifier(self, scheme: str, value: str, where: str) -> FoundIdentifier | None:
        """Return the identifier in the record's spelling; None if it is empty or at fault."""
        plain = re.sub(r"[^a-z0-9]+", "-", scheme.casefold()).strip("-")
        if plain == "wikidata":
            value = value.rpartition("/")[2] if value.startswith("http") else value
            if value and not re.fullmatch(r"Q[1-9][0-9]*", value):
                self.fault(where, scheme, f"“{value[:40]}” is no Wikidata id, such as Q42.")
                return None
        if not value:
            return None
        if not plain:
            self.fault(where, "scheme", f"“{value[:40]}” has no scheme that says whose id it is.")
            return None
        return FoundIdentifier(plain[:60].strip("-"), value)

    def date(self, row: Mapping[str, object], name: str, where: str) -> PartialDate | None:
        """Return the date of a field as exactly as it is given; None if there is none."""
        text = self.text(row, name, where)
        if not text:
            return None
        # Wikidata writes "1989-06-04T00:00:00Z", and "1989-00-00" for a year.
        day = text.removeprefix("+").partition("T")[0]
        while day.endswith("-00"):
            day = day[:-3]
        try:
            return PartialDate.parse(day)
        except PartialDateError as error:
            self.fault(where, name, f"“{text[:40]}”: {error}")
            return None


def kind_of(value: object) -> str:
    """Return what JSON calls the kind of a value, with its article."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(value), "nothing" if value is None else "a number")


def distinct_names(names: Iterable[FoundName], *, besides: str) -> tuple[FoundName, ...]:
    """Return the names without those that say what another, or the name itself, says already.

    The same form in forty languages is one form; its language is kept if it has only one.
    """
    languages: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for name in names:
        if name.name != besides:
            languages.setdefault(name.name, set()).add(name.language)
            kinds.setdefault(name.name, name.kind)
    return tuple(
        FoundName(name, kinds[name], spoken.pop() if len(spoken) == 1 else "")
        for name, spoken in languages.items()
    )
