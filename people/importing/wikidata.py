"""CSV as Wikidata's query service gives it: office-holders, and offices."""

from collections import Counter
from dataclasses import replace

from people.importing.files import read_rows
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
)
from people.importing.tenures import distinct_tenures
from people.names import OFFERED, fold, likeness, strip_titles
from people.partial_dates import PartialDate

Row = dict[str, str]

# Each field, and the columns it may stand in: the first that is filled counts.
HOLDER_COLUMNS = {
    "position": ("positionLabel", "position", "officeLabel", "office"),
    "position_id": ("positionID", "pid", "officeID"),
    "person": ("personLabel", "wdLabel", "person", "name"),
    "person_id": ("personID", "wdid"),
    "start": ("start",),
    "end": ("end",),
    "born": ("DOB", "dob", "born"),
    "died": ("DOD", "dod", "died"),
    "article": ("enwiki", "article"),
    "organization": ("organizationLabel", "organization"),
    "printed": ("printed", "name"),
}
OFFICE_COLUMNS = {
    "position": ("positionLabel", "position", "officeLabel", "office"),
    "position_id": ("id", "positionID", "officeID"),
    "organization": ("organizationLabel", "organization"),
    "country": ("country", "jurisdiction"),
}
PRECISIONS = {"9": 1, "10": 2}


def read_office_holders(raw: bytes, options: Options) -> Found:
    """Return who held which office when; raises UnreadableFileError where columns are missing."""
    table = _Table(raw, options, HOLDER_COLUMNS, required=("position", "person"))
    tenures = [tenure for where, row in table.rows if (tenure := table.holding(where, row))]
    table.found.tenures = distinct_tenures(tenures, aside=table.found.put_aside)
    return table.found


def read_offices(raw: bytes, options: Options) -> Found:
    """Return offices with their ids, and nobody who held them."""
    table = _Table(raw, options, OFFICE_COLUMNS, required=("position", "position_id"))
    countries = Counter(table.cell(row, "country") for _, row in table.rows)
    del countries[""]
    usual = countries.most_common(1)[0][0] if countries else ""
    for where, row in table.rows:
        key, country = table.office(where, row), table.cell(row, "country")
        if key and country not in ("", usual):
            doubt = f"The file gives {country} as its country, and {usual} for most others."
            table.found.offices[key] = replace(table.found.offices[key], doubt=doubt)
    return table.found


class _Table:
    """The rows of a file, read by the names of our fields."""

    def __init__(
        self,
        raw: bytes,
        options: Options,
        columns: dict[str, tuple[str, ...]],
        *,
        required: tuple[str, ...],
    ) -> None:
        self.options, self.columns, self.found = options, columns, Found()
        self.rows = list(read_rows(raw))
        if not self.rows:
            raise UnreadableFileError("There is a header and no row below it.")
        header = self.rows[0][1].keys()
        for name in required:
            if not any(column in header for column in columns[name]):
                raise UnreadableFileError(
                    f"There is no column of that name (or {', '.join(columns[name][1:])}). "
                    f"There are: {', '.join(list(header)[:20])}.",
                    where="row 1",
                    field=columns[name][0],
                )
        known = {column for several in columns.values() for column in several}
        for column in header:
            if column not in known and not column.lower().endswith("precision"):
                self.found.put_aside(f"column “{column}”", len(self.rows))

    def cell(self, row: Row, name: str) -> str:
        """Return the first filled cell of a field; entities stand in columns of ids."""
        cells = (row.get(column, "").strip() for column in self.columns[name])
        return next((cell for cell in cells if cell and not _is_entity(cell)), "")

    def entity(self, row: Row, name: str, labelled: str) -> str:
        """Return the Wikidata id of a field: from its own column, or from where an address is."""
        if cell := self.cell(row, name):
            return cell
        cells = (row.get(column, "").strip() for column in self.columns[labelled])
        return next((cell for cell in cells if _is_entity(cell)), "")

    def text(self, where: str, row: Row, name: str) -> str:
        column = self.columns[name][0]
        return self.found.required({column: self.cell(row, name)}, column, where)

    def date(self, where: str, row: Row, name: str) -> PartialDate | None:
        """Return a date no more exact than the precision that a column beside it gives."""
        column = next((c for c in self.columns[name] if row.get(c, "").strip()), "")
        if not column:
            return None
        precision = row.get(f"{column}Precision", "").strip()
        if precision and precision not in ("9", "10", "11"):
            self.found.put_aside("dates not known to the year")
            return None
        text = row[column].strip().removeprefix("+").partition("T")[0]
        parts = text.split("-")[: PRECISIONS.get(precision, 3)]
        return self.found.date({column: "-".join(parts)}, column, where)

    def identifiers(self, where: str, value: str) -> tuple[FoundIdentifier, ...]:
        made = self.found.identifier("wikidata", value, where)
        return (made,) if made else ()

    def organization(self, where: str, row: Row) -> str:
        name = self.cell(row, "organization") or self.options.organization
        if not name and not set(self.columns["organization"]) & row.keys():
            raise UnreadableFileError(
                "There is no such column. Say whose offices these are when you import.",
                where="row 1",
                field="organization",
            )
        if not name:
            self.found.fault(
                where, "organization", "is missing. Say whose offices these are when you import."
            )
            return ""
        if name not in self.found.organizations:
            self.found.organizations[name] = FoundOrganization(
                name, where, name, kind="government", country=self.options.country
            )
        return name

    def office(self, where: str, row: Row) -> str:
        title = self.text(where, row, "position")
        organization = self.organization(where, row)
        if not (title and organization):
            return ""
        title = title[0].upper() + title[1:]
        identifiers = self.identifiers(where, self.entity(row, "position_id", "position"))
        key = identifiers[0].value if identifiers else f"{organization}/{title}"
        self.found.offices.setdefault(
            key, FoundOffice(key, where, title, organization, identifiers=identifiers)
        )
        return key

    def person(self, where: str, row: Row) -> str:
        name = self.text(where, row, "person")
        if not name:
            return ""
        identifiers = self.identifiers(where, self.entity(row, "person_id", "person"))
        key = identifiers[0].value if identifiers else name
        article = self.cell(row, "article").partition(" (")[0]
        forms = [FoundName(form) for form in (article, self.cell(row, "printed")) if form]
        known = self.found.people.get(key)
        if known is not None:
            forms = [*known.names, FoundName(name), *forms]
            kept = distinct_names(forms, besides=known.name)
            self.found.people[key] = replace(known, names=kept)
            return key
        # Labels are anybody's to change; the title of the article is looked after.
        is_other = bool(article) and _likeness(name, article) < OFFERED
        self.found.people[key] = FoundPerson(
            key=key,
            where=where,
            name=name,
            born=self.date(where, row, "born"),
            died=self.date(where, row, "died"),
            names=() if is_other else distinct_names(forms, besides=name),
            identifiers=identifiers,
            instead=article if is_other else "",
        )
        return key

    def holding(self, where: str, row: Row) -> FoundTenure | None:
        person, office = self.person(where, row), self.office(where, row)
        start, end = self.date(where, row, "start"), self.date(where, row, "end")
        if not (person and office):
            return None
        if start and end and end.latest < start.earliest:
            self.found.fault(where, "end", f"{end} is before the start, {start}.")
            return None
        return FoundTenure(where, person, office, start, end)


def _is_entity(cell: str) -> bool:
    return cell.startswith(("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"))


def _likeness(one: str, other: str) -> float:
    return likeness(*(strip_titles(fold(name)) for name in (one, other)))
