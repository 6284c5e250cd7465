"""What the form of a proposal is filled in with: the extractor's findings, in the record's terms.

Looked up anew each time: what was not on record when the article was read may be by now.
"""

import datetime
from typing import Any

from people.models import Organization, Person
from people.partial_dates import PartialDate
from sources.models import Outlet
from statements.desk.known import outlet_named
from statements.desk.models import ProposedStatement, Reading
from statements.extraction import Kind
from statements.models import Occasion, Statement

NEW, AUTO, NO_OFFICE, NOBODY = "new", "auto", "none", "nobody"
NEW_PERSON, NEW_ORGANIZATION = "new-person", "new-organization"
# Of several statements like it: it is none of them.
NONE_OF_THEM = "none"

# The kind of an occasion by a word of its name; the first that fits.
_OCCASIONS = (
    ("press conference", Occasion.Kind.PRESS_CONFERENCE),
    ("news conference", Occasion.Kind.PRESS_CONFERENCE),
    ("interview", Occasion.Kind.INTERVIEW),
    ("hearing", Occasion.Kind.HEARING),
    ("meeting", Occasion.Kind.MEETING),
    ("speech", Occasion.Kind.SPEECH),
    ("address", Occasion.Kind.SPEECH),
    ("sermon", Occasion.Kind.SPEECH),
    ("statement", Occasion.Kind.WRITTEN_STATEMENT),
    ("letter", Occasion.Kind.WRITTEN_STATEMENT),
    ("tweet", Occasion.Kind.SOCIAL_POST),
    ("post", Occasion.Kind.SOCIAL_POST),
)


def suggested(proposal: ProposedStatement) -> dict[str, Any]:
    """Return the values of the decision's form, as a browser would send them."""
    source = proposal.source
    values: dict[str, Any] = {
        "kind": _kind(source),
        "attribution": source.get("attribution", "")[:300],
        "tenure": AUTO,
        "said_on": _said_on(source, proposal.reading),
        "topics": [],
        "appearance_of": "",
    }
    return {**values, **_speaker(source), **_occasion(source, proposal), **_outlet(source)}


def shown(proposal: ProposedStatement) -> dict[str, Any]:
    """Return what the form shows: what was suggested, and over it what a curator entered."""
    return {**suggested(proposal), **proposal.entered}


def _kind(source: dict[str, Any]) -> str:
    kind = source.get("kind", Kind.DIRECT)
    return Statement.Kind.INDIRECT.value if kind == Kind.MIXED else str(kind)


def _said_on(source: dict[str, Any], reading: Reading) -> str:
    if source.get("said_on"):
        return str(PartialDate.day(datetime.date.fromisoformat(source["said_on"])))
    return str(reading.said_on or "")


def _speaker(source: dict[str, Any]) -> dict[str, str]:
    """Name the row of the record; else a new one by its name; else nobody."""
    name, is_person = source.get("speaker", ""), source.get("is_person")
    kind = Organization.Kind.OTHER.value
    values = {"new_name": name, "organization_kind": kind, "speaker": NOBODY}
    for prefix, key, model in (
        ("person", "person", Person),
        ("organization", "organization_key", Organization),
    ):
        pk = source.get(key)
        if pk is not None and model._default_manager.filter(pk=pk).exists():
            return {**values, "speaker": f"{prefix}:{pk}"}
    if is_person is None or not name:
        return values
    model = Person if is_person else Organization
    entered = model._default_manager.filter(name=name).values_list("pk", flat=True)[:2]
    if len(entered) == 1:
        prefix = "person" if is_person else "organization"
        return {**values, "speaker": f"{prefix}:{entered[0]}"}
    return {**values, "speaker": NEW_PERSON if is_person else NEW_ORGANIZATION}


def _occasion(source: dict[str, Any], proposal: ProposedStatement) -> dict[str, str]:
    phrase = source.get("occasion", "")
    if not phrase:
        return {"occasion": "", "occasion_name": "", "occasion_kind": Occasion.Kind.OTHER.value}
    values = {"occasion_name": occasion_name(phrase), "occasion_kind": _occasion_kind(phrase)}
    # The same words in the same article mean the occasion that was chosen for them before.
    chosen = (
        Statement.objects.filter(
            proposals__reading=proposal.reading_id, proposals__original__occasion=phrase
        )
        .exclude(occasion=None)
        .values_list("occasion", flat=True)
        .order_by("-pk")
        .first()
    )
    return {**values, "occasion": str(chosen) if chosen else NEW}


def occasion_name(phrase: str) -> str:
    """Return "Meeting with students" for "a meeting with students"."""
    first, _, rest = phrase.partition(" ")
    words = rest if rest and first.lower() in ("a", "an", "the", "his", "her", "their") else phrase
    return (words[:1].upper() + words[1:])[:300]


def _occasion_kind(phrase: str) -> str:
    low = phrase.lower()
    return next((kind for word, kind in _OCCASIONS if word in low), Occasion.Kind.OTHER).value


def _outlet(source: dict[str, Any]) -> dict[str, str]:
    printed = source.get("outlet", "")
    values = {"outlet_name": printed, "outlet_kind": Outlet.Kind.NEWS_AGENCY.value}
    if not printed:
        return {**values, "outlet": ""}
    key = source.get("credited_outlet")
    if key is None or not Outlet.objects.filter(pk=key).exists():
        key = outlet_named(printed)
    return {**values, "outlet": str(key) if key else NEW}
