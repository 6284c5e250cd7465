"""congress-legislators YAML (github.com/unitedstates/congress-legislators): terms of office."""

from collections.abc import Iterator, Mapping
from typing import Any

from people.importing.files import as_list, read_yaml
from people.importing.found import (
    Found,
    FoundIdentifier,
    FoundName,
    FoundOffice,
    FoundOrganization,
    FoundPerson,
    FoundTenure,
    Options,
    UnreadableFileError,
    distinct_names,
    kind_of,
)
from people.importing.states import STATES
from people.importing.tenures import distinct_tenures

SENATE, HOUSE, EXECUTIVE = "senate", "house", "executive"
ORGANIZATIONS = {
    SENATE: ("United States Senate", "legislature", "Q66096"),
    HOUSE: ("United States House of Representatives", "legislature", "Q11701"),
    EXECUTIVE: ("Federal government of the United States", "government", "Q48525"),
}
TYPES = {"sen": SENATE, "rep": HOUSE, "prez": EXECUTIVE, "viceprez": EXECUTIVE}
EXECUTIVE_TITLES = {
    "prez": "President of the United States",
    "viceprez": "Vice President of the United States",
}
# They sit in the House without a vote, and are not called representatives.
DELEGATES = {"AS", "DC", "DK", "GU", "MP", "OL", "VI"}
COMMISSIONERS = {"PR", "PI"}


def read_congress(raw: bytes, options: Options) -> Found:
    """Return what a file of legislators or executives says; UnreadableFileError if it is none."""
    data = read_yaml(raw)
    if not (isinstance(data, list) and data and isinstance(data[0], dict) and "terms" in data[0]):
        raise UnreadableFileError(
            "This is no file of congress-legislators: a list of people with “id”, “name” and "
            "“terms” is."
        )
    return _Reader(as_list(data, ""), options).read()


class _Reader:
    def __init__(self, data: list[Any], options: Options) -> None:
        self.data, self.options, self.found = data, options, Found()

    def read(self) -> Found:
        tenures: list[FoundTenure] = []
        for number, row in enumerate(self.data):
            where = f"[{number}]"
            if isinstance(row, dict):
                tenures += self._person(where, row)
            else:
                self.found.fault(where, "", f"should be a person, and is {kind_of(row)}.")
        self.found.tenures = distinct_tenures(tenures, aside=self.found.put_aside)
        return self.found

    def _person(self, where: str, row: Mapping[str, Any]) -> list[FoundTenure]:
        identifiers = self._identifiers(where, self._mapping(row, "id", where))
        if not identifiers:
            self.found.fault(where, "id", "is missing. Give at least one, such as bioguide.")
            return []
        key = f"{identifiers[0].scheme} {identifiers[0].value}"
        if key in self.found.people:
            self.found.fault(where, "id", f"{key} is that of another before.")
            return []
        if not self._named(where, row, key, identifiers):
            return []
        for aside in ("family", "other_names", "party_affiliations"):
            if aside in row:
                self.found.put_aside(aside.replace("_", " "))
        terms = [self._term(place, term, key) for place, term in self._inner(where, row, "terms")]
        roles = self._inner(where, row, "leadership_roles")
        held = [*terms, *(self._role(place, role, key) for place, role in roles)]
        return [tenure for tenure in held if tenure]

    def _named(
        self, where: str, row: Mapping[str, Any], key: str, ids: tuple[FoundIdentifier, ...]
    ) -> bool:
        """Keep the person, and return whether there is a name to keep them under."""
        name, bio = self._mapping(row, "name", where), self._mapping(row, "bio", where)
        place = f"{where}.name"
        first, last = (self.found.required(name, part, place) for part in ("first", "last"))
        if not (first and last):
            return False
        shown, forms = self._names(where, name, first, last)
        self.found.people[key] = FoundPerson(
            key=key,
            where=where,
            name=shown,
            sort_name=f"{last}, {first}",
            born=self.found.date(bio, "birthday", f"{where}.bio"),
            names=forms,
            identifiers=ids,
        )
        return True

    def _mapping(self, row: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        value = row.get(name) or {}
        if isinstance(value, dict):
            return value
        self.found.fault(where, name, f"should be a mapping, and is {kind_of(value)}.")
        return {}

    def _inner(
        self, where: str, row: Mapping[str, Any], name: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        value = row.get(name) or []
        if not isinstance(value, list):
            self.found.fault(where, name, f"should be a list, and is {kind_of(value)}.")
            return
        for number, inner in enumerate(value):
            place = f"{where}.{name}[{number}]"
            if isinstance(inner, dict):
                yield place, inner
            else:
                self.found.fault(place, "", f"should be a mapping, and is {kind_of(inner)}.")

    def _identifiers(self, where: str, ids: Mapping[str, Any]) -> tuple[FoundIdentifier, ...]:
        made: dict[FoundIdentifier, None] = {}
        for scheme, value in ids.items():
            for one in value if isinstance(value, list) else [value]:
                place = f"{where}.id"
                text = self.found.text({scheme: one}, scheme, place)
                if identifier := self.found.identifier(scheme, text, place):
                    made[identifier] = None
        return tuple(made)

    def _names(
        self, where: str, name: Mapping[str, Any], first: str, last: str
    ) -> tuple[str, tuple[FoundName, ...]]:
        place = f"{where}.name"
        middle, suffix, nickname, official = (
            self.found.text(name, part, place)
            for part in ("middle", "suffix", "nickname", "official_full")
        )
        shown = official or " ".join(part for part in (first, last, suffix) if part)
        full = " ".join(part for part in (first, middle, last, suffix) if part)
        forms = [FoundName(f"{first} {last}", "short"), FoundName(full, "full")]
        if nickname:
            forms.insert(0, FoundName(f"{nickname} {last}", "nickname"))
        return shown, distinct_names(forms, besides=shown)

    def _organization(self, kind: str) -> str:
        name, what, wikidata = ORGANIZATIONS[kind]
        self.found.organizations.setdefault(
            kind,
            FoundOrganization(
                key=kind,
                where="",
                name=name,
                kind=what,
                country="US",
                identifiers=(FoundIdentifier("wikidata", wikidata),),
            ),
        )
        return kind

    def _office(self, where: str, title: str, organization: str) -> str:
        key = f"{organization}/{title}"
        if key not in self.found.offices:
            office = FoundOffice(key, where, title, self._organization(organization))
            self.found.offices[key] = office
        return key

    def _term(self, where: str, term: Mapping[str, Any], person: str) -> FoundTenure | None:
        kind = self.found.required(term, "type", where)
        if kind not in TYPES:
            if kind:
                known = ", ".join(TYPES)
                self.found.fault(where, "type", f"“{kind[:40]}” is not known ({known}).")
            return None
        title = EXECUTIVE_TITLES.get(kind) or self._seat(where, term, kind)
        if not title:
            return None
        party = self.found.text(term, "party", where)
        return self._tenure(where, term, person, self._office(where, title, TYPES[kind]), party)

    def _seat(self, where: str, term: Mapping[str, Any], kind: str) -> str:
        code = self.found.required(term, "state", where)
        state = STATES.get(code)
        if state is None:
            if code:
                self.found.fault(where, "state", f"“{code[:40]}” is no state or territory.")
            return ""
        if kind == "sen":
            return f"Senator for {state}"
        if code in DELEGATES:
            return f"Delegate for {state}"
        if code in COMMISSIONERS:
            return f"Resident Commissioner of {state}"
        district = self.found.text(term, "district", where)
        # 0 is a state that is one district; -1 is one that the sources do not know.
        at_large = district in ("", "0", "-1")
        return f"Representative for {state}" + ("" if at_large else f", district {district}")

    def _role(self, where: str, role: Mapping[str, Any], person: str) -> FoundTenure | None:
        title = self.found.required(role, "title", where)
        chamber = self.found.required(role, "chamber", where)
        if chamber not in (SENATE, HOUSE):
            if chamber:
                self.found.fault(where, "chamber", f"“{chamber[:40]}” is not senate or house.")
            return None
        if not title:
            return None
        return self._tenure(where, role, person, self._office(where, title, chamber), "")

    def _tenure(
        self, where: str, row: Mapping[str, Any], person: str, office: str, note: str
    ) -> FoundTenure | None:
        start, end = self.found.date(row, "start", where), self.found.date(row, "end", where)
        if start and end and end.latest < start.earliest:
            self.found.fault(where, "end", f"{end} is before the start, {start}.")
            return None
        if not end or end.earliest <= self.options.today:
            return FoundTenure(where, person, office, start, end, note=note)
        # A term that runs out in years to come has not ended, and its holder may leave before.
        as_of = self.options.as_of
        is_current = as_of is not None and (not start or start.earliest <= as_of <= end.latest)
        note = "; ".join(part for part in (note, f"elected until {end}") if part)
        return FoundTenure(where, person, office, start, None, is_current=is_current, note=note)
