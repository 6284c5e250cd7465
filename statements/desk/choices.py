"""What a curator may choose from: what the article names first, then what they looked up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from people.lookup import find_organizations, find_people
from people.models import Organization, Person
from sources.models import Outlet
from statements.desk.models import ProposedStatement, Reading
from statements.lookup import FIND
from statements.models import Occasion, Topic

FOUND = 8
# Topics offered where the article has few of its own.
TOPICS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One row to choose: the value a form sends, its name, and what tells it from others."""

    value: str
    label: str
    hint: str = ""


def speakers(keys: Iterable[str], *, find: str = "") -> list[Choice]:
    """Return the speakers "person:1" and "organization:2" stand for, then those found."""
    wanted = list(dict.fromkeys(keys))
    if find.strip():
        wanted += [f"person:{pk}" for pk in find_people(find, limit=FOUND)]
        wanted += [f"organization:{pk}" for pk in find_organizations(find, limit=FOUND)]
    people = Person.objects.in_bulk(_keys(wanted, "person"))
    bodies = Organization.objects.select_related("parent").in_bulk(_keys(wanted, "organization"))
    known = {
        f"person:{pk}": Choice(f"person:{pk}", row.name, row.description)
        for pk, row in people.items()
    }
    known |= {
        f"organization:{pk}": Choice(f"organization:{pk}", row.name, row.get_kind_display())
        for pk, row in bodies.items()
    }
    return [known[key] for key in dict.fromkeys(wanted) if key in known]


def _keys(values: Iterable[str], kind: str) -> list[int]:
    parts = (value.partition(":") for value in values)
    return [int(key) for prefix, _, key in parts if prefix == kind and key.isdigit()]


def speaker_keys(proposals: Iterable[ProposedStatement]) -> list[str]:
    """Return whom the extractor or a curator named anywhere in the article."""
    keys = []
    for proposal in proposals:
        source = proposal.source
        keys.append(str(proposal.entered.get("speaker", "")))
        if source.get("person"):
            keys.append(f"person:{source['person']}")
        if source.get("organization_key"):
            keys.append(f"organization:{source['organization_key']}")
    return [key for key in dict.fromkeys(keys) if ":" in key]


def occasions(reading: Reading, *, chosen: str = "", find: str = "") -> list[Choice]:
    used = Occasion.objects.filter(statements__appearances__document=reading.capture.document_id)
    rows = _listed(Occasion.objects.all(), used, [chosen], find)
    return [Choice(str(row.pk), row.name, str(row.held_on or "")) for row in rows]


def outlets(
    proposals: Iterable[ProposedStatement], *, chosen: str = "", find: str = ""
) -> list[Choice]:
    keys = [str(proposal.source.get("credited_outlet") or "") for proposal in proposals]
    rows = _listed(Outlet.objects.all(), Outlet.objects.none(), [chosen, *keys], find)
    return [Choice(str(row.pk), row.name, row.affiliation_note) for row in rows]


def topics(reading: Reading, *, chosen: Iterable[str] = (), find: str = "") -> list[Choice]:
    used = Topic.objects.filter(statements__appearances__document=reading.capture.document_id)
    rows = _listed(Topic.objects.all(), used, chosen, find)
    if len(rows) < TOPICS and not find:
        rows += [row for row in Topic.objects.all()[:TOPICS] if row not in rows]
    return [Choice(str(row.pk), row.name) for row in rows]


def _listed(
    every: QuerySet[Any], used: QuerySet[Any], chosen: Iterable[str], find: str
) -> list[Any]:
    """Return the chosen rows, those used in the article and those that `find` names."""
    keys = list(dict.fromkeys(int(value) for value in chosen if value.isdigit()))
    known = every.in_bulk(keys)
    rows = [known[key] for key in keys if key in known]
    rows += used.order_by("name", "pk").distinct()[:TOPICS]
    if find.strip():
        keys = FIND[every.model](find, limit=FOUND)
        found = every.in_bulk(keys)
        rows += [found[key] for key in keys if key in found]
    return list(dict.fromkeys(rows))
