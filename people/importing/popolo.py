"""Popolo JSON (popoloproject.com): persons, organizations, posts, memberships.

Areas, legislative periods and the party on whose behalf somebody sits are told in the tenure's
note; of a period, its days are taken where the membership gives none of its own.

A file that this program wrote (`statements.dumps.popolo`) says so, and is read without loss: its
ids are addresses, and what Popolo has no word for stands beside it.
"""

import re
from collections.abc import Mapping
from typing import Any

from people.addresses import SLUG_PATTERN
from people.constraints import COUNTRY_PATTERN
from people.importing.files import as_list, read_json
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
from people.importing.popolo_words import (
    GENERATOR,
    KINDS,
    MOST_SLUG,
    NAME_KINDS,
    NOT_MODELLED,
)
from people.importing.tenures import distinct_tenures
from people.models.identifiers import SCHEME_PATTERN, WIKIDATA
from people.partial_dates import PartialDate


def read_popolo(raw: bytes, options: Options) -> Found:
    """Return what a Popolo file says; raises UnreadableFileError where it is none."""
    data = read_json(raw)
    if not isinstance(data, dict) or not {"persons", "organizations"} & data.keys():
        raise UnreadableFileError(
            "This is not Popolo: an object with the lists “persons” and “organizations” is."
        )
    return _Reader(data, options).read()


class _Reader:
    def __init__(self, data: dict[str, Any], options: Options) -> None:
        self.data, self.options, self.found = data, options, Found()
        self.is_ours = data.get("generator") == GENERATOR
        self.areas = self._by_id("areas")
        self.periods = self._by_id("events")

    def read(self) -> Found:
        for where, row in self._items("organizations"):
            self._organization(where, row)
        self._check_parents()
        for where, row in self._items("posts"):
            self._post(where, row)
        for where, row in self._items("persons"):
            self._person(where, row)
        told = [self._membership(where, row) for where, row in self._items("memberships")]
        tenures = [tenure for tenure in told if tenure]
        self.found.tenures = (
            tenures if self.is_ours else distinct_tenures(tenures, aside=self.found.put_aside)
        )
        for name in NOT_MODELLED[1:] if self.is_ours else NOT_MODELLED:
            if rows := as_list(self.data.get(name), name):
                self.found.put_aside(name.replace("_", " "), len(rows))
        return self.found

    def _items(self, name: str) -> list[tuple[str, Mapping[str, Any]]]:
        items: list[tuple[str, Mapping[str, Any]]] = []
        for number, row in enumerate(as_list(self.data.get(name), name)):
            if isinstance(row, dict):
                items.append((f"{name}[{number}]", row))
            else:
                self.found.fault(
                    f"{name}[{number}]", "", f"should be an object, not {kind_of(row)}."
                )
        return items

    def _by_id(self, name: str) -> dict[str, Mapping[str, Any]]:
        return {str(row.get("id")): row for _, row in self._items(name)}

    def _key(self, where: str, row: Mapping[str, Any], taken: Mapping[str, Any]) -> str:
        key = self.found.required(row, "id", where)
        if key in taken:
            self.found.fault(where, "id", f"“{key}” is that of another before. Give it its own.")
            return ""
        return key

    def _organization(self, where: str, row: Mapping[str, Any]) -> None:
        found = self.found
        key = self._key(where, row, found.organizations)
        name = found.required(row, "name", where)
        classification = found.text(row, "classification", where).casefold().replace("_", " ")
        if key and name:
            found.organizations[key] = FoundOrganization(
                key=key,
                where=where,
                name=name,
                kind=KINDS.get(classification, "other"),
                short_name=found.text(row, "short_name", where, most=60),
                country=self._country(where, row) or self.options.country,
                description=found.text(row, "abstract", where, most=500),
                parent=found.text(row, "parent_id", where),
                names=self._names(where, row, name),
                **self._identity(where, row, key),
            )

    def _country(self, where: str, row: Mapping[str, Any]) -> str:
        """Return the code of the country that the row's area is; "" for any other area."""
        area = self.areas.get(self.found.text(row, "area_id", where), {})
        code = str(area.get("identifier", ""))
        is_country = area.get("classification") == "country"
        return code if is_country and re.fullmatch(COUNTRY_PATTERN, code) else ""

    def _check_parents(self) -> None:
        for organization in self.found.organizations.values():
            above, seen = organization, {organization.key}
            while above.parent:
                if above.parent not in self.found.organizations:
                    message = f"There is no organization “{above.parent}” in the file."
                    self.found.fault(above.where, "parent_id", message)
                    break
                if above.parent in seen:
                    message = "An organization stands below itself."
                    self.found.fault(organization.where, "parent_id", message)
                    break
                seen.add(above.parent)
                above = self.found.organizations[above.parent]

    def _post(self, where: str, row: Mapping[str, Any]) -> None:
        found = self.found
        key = self._key(where, row, found.offices)
        title = found.text(row, "label", where) or found.required(row, "role", where)
        organization = self._reference(where, row, "organization_id", found.organizations)
        if key and title and organization:
            found.offices[key] = FoundOffice(
                key=key,
                where=where,
                title=title,
                organization=organization,
                description=found.text(row, "description", where, most=500),
                **self._identity(where, row, key if self.is_ours else ""),
            )

    def _person(self, where: str, row: Mapping[str, Any]) -> None:
        found = self.found
        key, name = self._key(where, row, found.people), found.required(row, "name", where)
        if not (key and name):
            return
        family, given = (found.text(row, part, where) for part in ("family_name", "given_name"))
        sort_name = found.text(row, "sort_name", where)
        found.people[key] = FoundPerson(
            key=key,
            where=where,
            name=name,
            sort_name=sort_name or (f"{family}, {given}" if family and given else ""),
            description=found.text(row, "summary", where, most=500),
            born=self._date(where, row, "birth_date"),
            died=self._date(where, row, "death_date"),
            names=self._names(where, row, name),
            **self._identity(where, row, key),
        )

    def _date(self, where: str, row: Mapping[str, Any], name: str) -> PartialDate | None:
        """Return a date; "about a year", which Popolo has no form for, stands beside it."""
        exact = self.found.date(row, f"{name}_edtf", where) if self.is_ours else None
        return exact or self.found.date(row, name, where)

    def _names(self, where: str, row: Mapping[str, Any], name: str) -> tuple[FoundName, ...]:
        names = []
        for place, other in self._inner(where, row, "other_names"):
            if text := self.found.required(other, "name", place):
                note = self.found.text(other, "note", place).casefold()
                kind = NAME_KINDS.get(note, "other")
                if other.get("end_date"):
                    kind = "former"
                names.append(FoundName(text, kind, self._language(other, place)))
        return tuple(names) if self.is_ours else distinct_names(names, besides=name)

    def _language(self, other: Mapping[str, Any], where: str) -> str:
        """Return the BCP 47 tag, "" for what is none: "be-x-old" is Wikipedia's own."""
        lang = self.found.text(other, "lang", where)
        parts = lang.replace("_", "-").split("-")
        is_tag = parts[0].isalpha() and parts[0].islower() and len(parts[0]) in (2, 3)
        if not is_tag or any(not (2 <= len(part) <= 8 and part.isalnum()) for part in parts[1:]):
            return ""
        return "-".join(parts)[:35]

    def _identity(self, where: str, row: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the ids; the file's own only of what has no other, to know it again.

        Of a file of ours the id is an address, which needs no other beside it.
        """
        identifiers: dict[FoundIdentifier, None] = {}
        for place, inner in self._inner(where, row, "identifiers"):
            scheme = self.found.required(inner, "scheme", place)
            value = self.found.required(inner, "identifier", place)
            if scheme and value and (made := self._identifier(scheme, value, place)):
                identifiers[made] = None
        own = None
        if key and self.options.source and (self.is_ours or not identifiers):
            own = self.found.identifier(self.options.source, key, where)
        if self.is_ours:
            return {"identifiers": tuple(identifiers), "slug": self._slug(where, key), "own": own}
        return {"identifiers": tuple(identifiers) or ((own,) if own else ())}

    def _identifier(self, scheme: str, value: str, where: str) -> FoundIdentifier | None:
        if self.is_ours and re.fullmatch(SCHEME_PATTERN, scheme) and scheme != WIKIDATA:
            return FoundIdentifier(scheme, value)
        return self.found.identifier(scheme, value, where)

    def _slug(self, where: str, key: str) -> str:
        if re.fullmatch(SLUG_PATTERN, key) and len(key) <= MOST_SLUG:
            return key
        self.found.fault(where, "id", f"“{key[:40]}” is no address: “anna-tamm” is one.")
        return ""

    def _inner(
        self, where: str, row: Mapping[str, Any], name: str
    ) -> list[tuple[str, Mapping[str, Any]]]:
        value = row.get(name)
        if value is not None and not isinstance(value, list):
            self.found.fault(where, name, f"should be a list, and is {kind_of(value)}.")
            return []
        rows: list[tuple[str, Mapping[str, Any]]] = []
        for number, inner in enumerate(value or []):
            place = f"{where}.{name}[{number}]"
            if isinstance(inner, dict):
                rows.append((place, inner))
            else:
                self.found.fault(place, "", f"should be an object, not {kind_of(inner)}.")
        return rows

    def _reference(
        self, where: str, row: Mapping[str, Any], name: str, known: Mapping[str, Any]
    ) -> str:
        key = self.found.required(row, name, where)
        if key and key not in known:
            self.found.fault(where, name, f"“{key}” is not in the file. Add it, or mend the id.")
            return ""
        return key

    def _membership(self, where: str, row: Mapping[str, Any]) -> FoundTenure | None:
        found = self.found
        person = self._reference(where, row, "person_id", found.people)
        office = self._office_of(where, row)
        start, end = (self._date(where, row, name) for name in ("start_date", "end_date"))
        if not (person and office):
            return None
        period = self.periods.get(found.text(row, "legislative_period_id", where), {})
        # Lent by the period, unless the membership's own days say that it was not then.
        lent_start, lent_end = (
            found.date(period, "start_date", where),
            found.date(period, "end_date", where),
        )
        if lent_start and not start and not (end and end.latest < lent_start.earliest):
            start = lent_start
        if lent_end and not end and not (start and lent_end.latest < start.earliest):
            end = lent_end
        if start and end and end.latest < start.earliest:
            found.fault(where, "end_date", f"{end} is before the start, {start}.")
            return None
        state = found.text(row, "state", where) if self.is_ours else ""
        return FoundTenure(
            where,
            person,
            office,
            start,
            end,
            is_current=state == "current",
            note=self._note(where, row, period),
            is_over=state == "ended",
        )

    def _office_of(self, where: str, row: Mapping[str, Any]) -> str:
        if row.get("post_id"):
            return self._reference(where, row, "post_id", self.found.offices)
        organization = self._reference(where, row, "organization_id", self.found.organizations)
        title = self.found.text(row, "label", where) or self.found.text(row, "role", where)
        title = title or "member"
        key = f"{organization}/{title}"
        if organization and key not in self.found.offices:
            office = FoundOffice(key, where, title[0].upper() + title[1:], organization)
            self.found.offices[key] = office
        return key if organization else ""

    def _note(self, where: str, row: Mapping[str, Any], period: Mapping[str, Any]) -> str:
        if self.is_ours:
            return self.found.text(row, "note", where, most=500)
        behalf = self.found.organizations.get(self.found.text(row, "on_behalf_of_id", where))
        area = self.areas.get(self.found.text(row, "area_id", where), {})
        parts = [behalf.name if behalf else "", area.get("name"), period.get("name")]
        return "; ".join(part for part in parts if isinstance(part, str) and part)[:500]
