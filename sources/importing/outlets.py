"""CSV of outlets as Wikidata's query service gives it: domains, kind, country, affiliation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from people.constraints import COUNTRY_PATTERN, LANGUAGE_PATTERN
from people.importing.files import read_rows
from people.importing.found import Found, FoundOrganization, Options, UnreadableFileError

COLUMNS = {
    "name": ("outletLabel", "name", "outlet"),
    "kind": ("kind", "kindLabel", "instanceOfLabel", "type"),
    "country": ("countryCode", "country"),
    "language": ("languageCode", "language"),
    "domains": ("domains", "domain", "website"),
    "affiliation": ("affiliationLabel", "affiliation", "ownerLabel", "owner"),
    "affiliation_note": ("affiliation_note", "affiliationNote"),
    "description": ("description", "outletDescription"),
}
KINDS = {
    "news agency": "news_agency",
    "news_agency": "news_agency",
    "newspaper": "newspaper",
    "daily newspaper": "newspaper",
    "weekly newspaper": "newspaper",
    "online newspaper": "newspaper",
    "magazine": "newspaper",
    "broadcaster": "broadcaster",
    "television channel": "broadcaster",
    "television station": "broadcaster",
    "television network": "broadcaster",
    "radio station": "broadcaster",
    "think tank": "think_tank",
    "think_tank": "think_tank",
    "official site": "official_site",
    "official website": "official_site",
    "official_site": "official_site",
    "intergovernmental organization": "intergovernmental",
    "intergovernmental body": "intergovernmental",
    "intergovernmental": "intergovernmental",
    "social media": "social_platform",
    "social networking service": "social_platform",
    "social platform": "social_platform",
    "social_platform": "social_platform",
}
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class FoundOutlet:
    key: str
    where: str
    name: str
    kind: str = "other"
    country: str = ""
    language: str = ""
    affiliation: str = ""
    affiliation_note: str = ""
    description: str = ""
    domains: tuple[str, ...] = ()


@dataclass(slots=True)
class FoundOutlets(Found):
    outlets: dict[str, FoundOutlet] = field(default_factory=dict)


def read_outlets(raw: bytes, options: Options) -> FoundOutlets:
    """Return the outlets of a file, each once; raises UnreadableFileError without a name column."""
    found = FoundOutlets()
    rows = list(read_rows(raw))
    header = rows[0][1].keys() if rows else ()
    if not any(column in header for column in COLUMNS["name"]):
        names = ", ".join(COLUMNS["name"])
        raise UnreadableFileError(f"There is none of the columns {names}.", where="row 1")
    known = {column for several in COLUMNS.values() for column in several}
    for column in header:
        if column not in known:
            found.put_aside(f"column “{column}”", len(rows))
    for where, row in rows:
        if outlet := _outlet(found, where, row, options):
            _keep(found, outlet)
    return found


def _keep(found: FoundOutlets, outlet: FoundOutlet) -> None:
    """Keep an outlet; the query service gives one row a domain."""
    before = found.outlets.setdefault(outlet.key, outlet)
    domains = tuple(dict.fromkeys([*before.domains, *outlet.domains]))
    found.outlets[outlet.key] = replace(before, domains=domains)


def _outlet(
    found: FoundOutlets, where: str, row: Mapping[str, str], options: Options
) -> FoundOutlet | None:
    def cell(name: str, most: int = 200) -> str:
        column = next((c for c in COLUMNS[name] if row.get(c, "").strip()), COLUMNS[name][0])
        return found.text(row, column, where, most=most)

    name = cell("name")
    if not name:
        found.fault(where, "name", "is missing. Fill it in, or leave the row out.")
        return None
    return FoundOutlet(
        key=name,
        where=where,
        name=name,
        kind=KINDS.get(cell("kind").casefold(), "other"),
        country=_checked(found, where, "country", cell("country"), COUNTRY_PATTERN, "IR")
        or options.country,
        language=_checked(found, where, "language", cell("language"), LANGUAGE_PATTERN, "fa"),
        affiliation=_affiliation(found, where, cell("affiliation")),
        affiliation_note=cell("affiliation_note"),
        description=cell("description", 500),
        domains=tuple(_domains(found, where, cell("domains", 2_000))),
    )


def _checked(found: Found, where: str, name: str, text: str, pattern: str, example: str) -> str:
    if text and not re.match(pattern, text):
        found.fault(where, name, f"“{text[:40]}” is not a code such as {example}.")
        return ""
    return text


def _affiliation(found: Found, where: str, name: str) -> str:
    if name and name not in found.organizations:
        found.organizations[name] = FoundOrganization(name, where, name)
    return name


def _domains(found: Found, where: str, text: str) -> list[str]:
    """Return the domains of addresses and domains that spaces, commas or the like part."""
    domains = []
    for part in re.split(r"[\s,;|]+", text.casefold()):
        if not part:
            continue
        host = _host(part).removeprefix("www.")
        if not DOMAIN.fullmatch(host) or len(host) > 253:
            found.fault(where, "domains", f"“{part[:60]}” is no domain, such as example.org.")
            continue
        domains.append(host)
    return domains


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
