"""What the pages of an import show."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from people.codes import language_name
from people.partial_dates import PartialDate
from people.tables.delimited import DELIMITERS
from people.tables.headers import LOOKED_AT
from statements.importing.fields import FIELDS
from statements.importing.forms import MappingForm, ReadingForm
from statements.importing.mapping import Mapping
from statements.importing.models import (
    ImportMapping,
    ImportSpeaker,
    ImportState,
    Outcome,
    SpeakerDecision,
    StatementImport,
)
from statements.importing.speakers import choice_of, offered
from statements.importing.staging import sample
from statements.models.statements import StatementKind, Status

SPEAKERS_A_PAGE = 40
ROWS_SHOWN = 20
# Looked at again by itself while the program works.
SECONDS_BETWEEN = 2


def page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    everywhere = admin.site.each_context(request)
    return TemplateResponse(
        request,
        f"admin/importing/{template}.html",
        {**everywhere, "title": title, **context},
        status=status,
    )


def render_import(
    request: HttpRequest, of: StatementImport, form: MappingForm | None = None
) -> HttpResponse:
    context = {"of": of, "found": _told(of), "counts": counts_of(of)}
    title = f"Import of {of.name}"
    if of.is_at_work:
        context["is_interrupted"] = of.is_interrupted
        context["percent"] = min(100, 100 * of.done_count // of.row_count) if of.row_count else 0
        response = page(request, "work", title, context)
        if not context["is_interrupted"]:
            # By its address: a page reached by a step below “#speakers” keeps that, and to look
            # again at a place within a page is to scroll there.
            response["Refresh"] = f"{SECONDS_BETWEEN}; url={request.path}"
        return response
    if of.state == ImportState.READING:
        context["reading"] = _reading_form(of)
        return page(request, "unread", title, context)
    if of.state == ImportState.MAPPING:
        mapping = Mapping.from_json(of.mapping)
        form = form or MappingForm(names=of.names, initial=MappingForm.initial_of(mapping))
        return page(request, "mapping", title, {**context, **_columns(of, form)})
    if of.state == ImportState.SPEAKERS:
        return page(request, "confirm", title, {**context, **_to_confirm(request, of)})
    return page(request, "done", title, context)


def _told(of: StatementImport) -> dict[str, Any]:
    """Return how the file was read, in words."""
    found = of.found
    delimiter = DELIMITERS.get(found.get("delimiter", ""), found.get("delimiter", ""))
    return {
        "encoding": found.get("encoding", ""),
        "delimiter": delimiter,
        "sheet": found.get("sheet", ""),
        "notes": found.get("notes", []),
    }


def counts_of(of: StatementImport) -> dict[str, int]:
    """Return how many rows come to each outcome."""
    found = of.checked.order_by().values_list("outcome").annotate(Count("pk"))
    return {**dict.fromkeys(Outcome.values, 0), **dict(found)}


def _reading_form(of: StatementImport) -> ReadingForm:
    return ReadingForm(sheets=of.found.get("sheets", []), initial=of.found.get("choices"))


def _columns(of: StatementImport, form: MappingForm) -> dict[str, Any]:
    rows = sample(of, size=3)
    columns = [
        (form[f"column_{place}"], ["".join(row.cells[place : place + 1]) for row in rows])
        for place in range(len(of.names))
    ]
    kept = ImportMapping.objects.filter(names=of.names)
    return {
        "form": form,
        "columns": columns,
        "reading": _reading_form(of),
        "headers": range(LOOKED_AT + 1),
        "mappings": kept,
    }


def _to_confirm(request: HttpRequest, of: StatementImport) -> dict[str, Any]:
    speakers = of.speakers.select_related("person", "organization")
    undecided = speakers.filter(decision=SpeakerDecision.UNDECIDED)
    shown = request.GET.get("speakers", "open")
    listed = speakers if shown == "all" else undecided
    part = Paginator(listed, SPEAKERS_A_PAGE).get_page(request.GET.get("page"))
    find = {
        key.removeprefix("find_"): value
        for key, value in request.GET.dict().items()
        if key.startswith("find_") and value.strip()
    }
    return {
        "speakers": _cards(list(part), find),
        "page": part,
        "shown": shown,
        "undecided_count": undecided.count(),
        "speaker_count": speakers.count(),
        "refused": _of_outcome(of, Outcome.REFUSED)[:ROWS_SHOWN],
        "first": [_preview(row) for row in _of_outcome(of, Outcome.NEW)[:5]],
        "updates": [(row.number, _changes(row)) for row in _of_outcome(of, Outcome.UPDATE)[:20]],
        "decisions": SpeakerDecision.choices,
    }


def _of_outcome(of: StatementImport, outcome: str) -> Any:
    return of.checked.filter(outcome=outcome).order_by("number")


def _preview(row: Any) -> dict[str, Any]:
    shown = dict.fromkeys(("text", "attribution", "said_on", "kind", "topics"), "")
    shown |= {name: _shown(name, value) for name, value in row.values.items()}
    return {**shown, "number": row.number, "speaker": row.speaker or shown["attribution"]}


def _changes(row: Any) -> str:
    told = (
        f"{FIELDS[name].label.lower()} “{_shown(name, value)}”"
        for name, value in row.values.items()
        if name in FIELDS and name != "public_id"
    )
    return f"{row.values['public_id']}: {', '.join(told)}"


def _shown(name: str, value: Any) -> str:
    """Return the value of a row as people read it: names for codes, days in words."""
    match name:
        case "said_on" | "document_published_on":
            return str(PartialDate.parse(value))
        case "language":
            return language_name(value)
        case "kind":
            return str(StatementKind(value).label)
        case "status":
            return str(Status(value).label)
        case "topics":
            return "; ".join(value)
    return str(value)


def _cards(speakers: list[ImportSpeaker], find: dict[str, str]) -> list[dict[str, Any]]:
    """Return each speaker with the choices there are: the decisions, and whom the record knows."""
    looked_for = [find.get(str(speaker.pk), "") for speaker in speakers]
    names = [text or speaker.name for text, speaker in zip(looked_for, speakers, strict=True)]
    decisions = [one for one in SpeakerDecision.choices if one[0] != SpeakerDecision.CHOSEN]
    cards = []
    for speaker, text, choices in zip(speakers, looked_for, offered(names), strict=True):
        chosen = choice_of(speaker)
        if (row := speaker.person or speaker.organization) is not None:
            choices = [(chosen, str(row)), *(one for one in choices if one[0] != chosen)]
        cards.append(
            {
                "row": speaker,
                "choices": choices,
                "decisions": decisions,
                "chosen": chosen,
                "find": text,
            }
        )
    return cards
