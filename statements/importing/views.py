"""The pages of an import: one address, and what it shows is what comes next."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models.fields.json import KT
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect

from people.list_import import part_links
from people.tables.delimited import DELIMITERS
from statements.columns import disarm
from statements.importing import jobs
from statements.importing.forms import MappingForm, ReadingForm, UploadForm
from statements.importing.models import (
    ImportFile,
    ImportMapping,
    ImportState,
    Outcome,
    SpeakerDecision,
    StatementImport,
)
from statements.importing.pages import counts_of, page, render_import
from statements.importing.speakers import choice_of, decide, decide_rest
from statements.importing.staging import move_header
from statements.models import Addressee, Appearance, Relation, Statement, Translation

# What belongs to statements, and has tables of its own.
PARTS = (Appearance, Translation, Addressee, Relation)


def may_import(request: HttpRequest) -> bool:
    return request.user.has_perms(["statements.add_statement", "statements.add_statementimport"])


def imports_of(request: HttpRequest) -> Any:
    """Return the imports this user may see: curators all, others their own."""
    if not may_import(request):
        raise PermissionDenied
    rows = StatementImport.objects.select_related("started_by")
    if request.user.has_perm("statements.review_statement"):
        return rows
    return rows.filter(started_by=request.user.pk)


def upload_view(request: HttpRequest) -> HttpResponse:
    """Take a file; nothing of it enters the record yet."""
    if not may_import(request):
        raise PermissionDenied
    user: Any = request.user
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with transaction.atomic():
            of = StatementImport.objects.create(name=file.name[:255], started_by=user)
            ImportFile.objects.create(of_import=of, raw=file.read())
        jobs.begin(of, ImportState.READING, is_small=file.size <= jobs.BYTES_AT_ONCE)
        return _to(of)
    may_review = user.has_perm("statements.review_statement")
    context = {
        "form": form,
        "mappings": ImportMapping.objects.all()[:50],
        "parts": part_links(PARTS) if may_review else [],
    }
    return page(request, "upload", "Import statements", context)


def import_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what comes next; a POST takes a step."""
    of = get_object_or_404(imports_of(request), pk=pk)
    if request.method == "POST":
        step = ACTIONS.get(request.POST.get("step", ""))
        if step is None:
            messages.error(request, "There is no such step.")
            return _to(of)
        return step(request, of)
    return render_import(request, of)


def refused_view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that were refused or skipped, as they stand in the file, each with its reason."""
    of = get_object_or_404(imports_of(request), pk=pk)
    response = StreamingHttpResponse(_refused(of), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{of.pk}-refused.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _refused(of: StatementImport) -> Iterator[bytes]:
    writer = csv.writer(_Echo())
    heads = ["row", "outcome", "column", "value", "reason", *of.names]
    yield ("\ufeff" + writer.writerow(map(disarm, heads))).encode()
    left = of.checked.filter(outcome__in=[Outcome.REFUSED, Outcome.SKIPPED]).order_by("number")
    for rows in Paginator(left, 1_000):
        numbers = [row.number for row in rows]
        cells = dict(of.rows.filter(number__in=numbers).values_list("number", "cells"))
        for row in rows:
            told = [row.number, row.outcome, row.column, row.value, row.reason]
            yield writer.writerow(map(disarm, [*told, *cells[row.number]])).encode()


def _to(of: StatementImport) -> HttpResponse:
    return redirect("admin:statements_statementimport_change", of.pk)


# Steps: each takes the request and the import, and answers.


def _read_again(request: HttpRequest, of: StatementImport) -> HttpResponse:
    form = ReadingForm(request.POST, sheets=of.found.get("sheets", []))
    if of.is_at_work or of.state == ImportState.DONE or not form.is_valid():
        messages.error(request, "It was not read again: choose from the lists.")
        return _to(of)
    chosen = dict(form.cleaned_data)
    signs = {name: sign for sign, name in DELIMITERS.items()}
    chosen["delimiter"] = signs.get(chosen["delimiter"], "")
    of.found = {**of.found, "choices": chosen}
    jobs.begin(of, ImportState.READING, is_small=_size(of) <= jobs.BYTES_AT_ONCE)
    return _to(of)


def _size(of: StatementImport) -> int:
    return ImportFile.objects.filter(of_import=of).values_list(Length("raw"), flat=True)[0]


def _set_header(request: HttpRequest, of: StatementImport) -> HttpResponse:
    number = request.POST.get("header", "")
    if of.state == ImportState.MAPPING and number.isdecimal():
        move_header(of, int(number))
    return _to(of)


def _use_mapping(request: HttpRequest, of: StatementImport) -> HttpResponse:
    chosen = request.POST.get("mapping", "")
    kept = ImportMapping.objects.filter(names=of.names)
    found = kept.filter(pk=chosen).first() if chosen.isdecimal() else None
    if of.state == ImportState.MAPPING and found:
        of.mapping = found.mapping
        of.save()
    return _to(of)


def _map(request: HttpRequest, of: StatementImport) -> HttpResponse:
    if of.state != ImportState.MAPPING:
        return _to(of)
    form = MappingForm(request.POST, names=of.names)
    if not form.is_valid():
        return render_import(request, of, form)
    of.mapping = form.mapping().as_json()
    user: Any = request.user
    if name := form.cleaned_data["keep_as"].strip():
        ImportMapping.objects.update_or_create(
            name=name,
            defaults={"names": of.names, "mapping": of.mapping, "kept_by": user},
        )
    jobs.begin(of, ImportState.CHECKING, is_small=of.row_count <= jobs.ROWS_AT_ONCE)
    return _to(of)


def _back(request: HttpRequest, of: StatementImport) -> HttpResponse:
    if of.state == ImportState.SPEAKERS:
        of.state, of.failure, of.is_cancelled = ImportState.MAPPING, "", False
        of.save()
    return _to(of)


def _decide(request: HttpRequest, of: StatementImport) -> HttpResponse:
    """Keep what was decided on this page; what is typed to look for comes back with its finds."""
    if of.state != ImportState.SPEAKERS:
        return _to(of)
    given = {key: value for key, value in request.POST.dict().items() if key.startswith("speaker_")}
    keys = [key.removeprefix("speaker_") for key in given if key[8:].isdecimal()]
    for speaker in of.speakers.filter(pk__in=keys):
        choice = given[f"speaker_{speaker.pk}"]
        if choice != choice_of(speaker):
            decide(speaker, choice)
    rest = request.POST.get("rest", "")
    allowed = set(SpeakerDecision.values) - {SpeakerDecision.CHOSEN, SpeakerDecision.UNDECIDED}
    if rest in allowed:
        count = decide_rest(of, rest)
        messages.success(request, f"Decided: {count}.")
    find = request.GET.copy()
    for key, value in request.POST.dict().items():
        if key.startswith("find_"):
            find[key] = value
    response = _to(of)
    response["Location"] += f"?{find.urlencode()}#speakers" if find else "#speakers"
    return response


def _write(request: HttpRequest, of: StatementImport) -> HttpResponse:
    counts = counts_of(of)
    fault = ""
    if of.state != ImportState.SPEAKERS:
        fault = "There is nothing to be written now."
    elif of.speakers.filter(decision=SpeakerDecision.UNDECIDED).exists():
        fault = "Decide first who the speakers are."
    elif counts[Outcome.REFUSED] and not request.POST.get("without_refused"):
        fault = "Rows are refused. Tick that the others are to be imported, or correct the file."
    elif not counts[Outcome.NEW] + counts[Outcome.UPDATE]:
        fault = "There is nothing to import."
    elif _changes_public(of) and not request.POST.get("reason", "").strip():
        fault = "Published statements would change: give the public reason."
    if fault:
        messages.error(request, fault)
        return _to(of)
    of.reason = request.POST.get("reason", "").strip()
    jobs.begin(of, ImportState.WRITING, is_small=of.row_count <= jobs.ROWS_AT_ONCE)
    if of.failure:
        messages.error(request, of.failure)
    return _to(of)


def _changes_public(of: StatementImport) -> bool:
    ids = of.checked.filter(outcome=Outcome.UPDATE).annotate(public=KT("values__public_id"))
    return Statement.objects.public().filter(public_id__in=ids.values("public")).exists()


def _cancel(request: HttpRequest, of: StatementImport) -> HttpResponse:
    """Ask the worker to stop; without one, go back at once."""
    with transaction.atomic():
        locked = StatementImport.objects.select_for_update().get(pk=of.pk)
        if locked.is_at_work:
            locked.is_cancelled = True
            if not locked.is_alive:
                locked.state = jobs.STEPS[locked.state][2]
                locked.begun_at = None
            locked.save()
    return _to(of)


def _again(request: HttpRequest, of: StatementImport) -> HttpResponse:
    """Take an interrupted step once more."""
    if of.is_interrupted:
        jobs.begin(of, of.state, is_small=False)
    return _to(of)


ACTIONS: dict[str, Callable[[HttpRequest, StatementImport], HttpResponse]] = {
    "read": _read_again,
    "header": _set_header,
    "use": _use_mapping,
    "map": _map,
    "back": _back,
    "decide": _decide,
    "write": _write,
    "cancel": _cancel,
    "again": _again,
}
