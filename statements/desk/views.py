"""The desk's pages. Every step is a POST of the whole form, and nothing typed is lost by it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from sources.models import Capture, Document
from statements.desk import choices, steps
from statements.desk.accepting import accept
from statements.desk.figures import figures
from statements.desk.forms import DecisionForm, ReadingForm
from statements.desk.models import ProposalState, ProposedStatement, Reading
from statements.desk.page import Desk
from statements.desk.reading import reading_of, visit
from statements.desk.steps import StepError
from statements.desk.suggestions import suggested


def may_work(request: HttpRequest) -> bool:
    """Whether this user enters statements: then the desk is theirs too."""
    return request.user.has_perms(["statements.add_statement", "statements.add_appearance"])


def _require(request: HttpRequest) -> None:
    if not may_work(request):
        raise PermissionDenied


def document_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the desk for the newest text that is kept of a document."""
    _require(request)
    document = get_object_or_404(Document, pk=pk)
    capture = document.captures.kept().first()
    if capture is None:
        messages.error(request, "No text of it is kept yet: paste it into “Text to keep” first.")
        return redirect("admin:sources_document_change", pk)
    return redirect("admin:statements_desk", capture.pk)


def desk_view(request: HttpRequest, capture: int) -> HttpResponse:
    """The article beside its proposals; a POST takes one step."""
    _require(request)
    kept = Capture.objects.kept().select_related("document__outlet")
    reading = reading_of(get_object_or_404(kept, pk=capture), by=request.user)
    if request.method == "POST":
        return _take_step(request, reading)
    return _render(request, Desk(reading, request.GET.get("at", ""), by=request.user))


def lookup_view(request: HttpRequest, capture: int, what: str) -> HttpResponse:
    """Answer one “look up” with its choices alone, for the page to put in their place."""
    _require(request)
    reading = get_object_or_404(Reading.objects.select_related("capture"), capture=capture)
    find = request.GET.get("find", "")[:100]
    found = {
        "speaker": lambda: choices.speakers([], find=find),
        "occasion": lambda: choices.occasions(reading, find=find),
        "outlet": lambda: choices.outlets([], find=find),
        "topics": lambda: choices.topics(reading, find=find),
    }
    if what not in found:
        raise Http404
    context = {"name": what, "choices": found[what](), "chosen": ""}
    return TemplateResponse(request, "admin/desk/_choices.html", context)


def figures_view(request: HttpRequest) -> HttpResponse:
    """How often the extractor was right, by kind."""
    _require(request)
    context = {
        **admin.site.each_context(request),
        "title": "How often the extractor was right",
        "figures": figures(),
    }
    return TemplateResponse(request, "admin/desk/figures.html", context)


def _render(request: HttpRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": f"Statements in “{desk.document}”",
        "desk": desk,
        "day_form": ReadingForm(initial={"said_on": desk.reading.said_on}),
        "others": visit(desk.reading, request.user),
    }
    return TemplateResponse(request, "admin/desk/desk.html", context, status=status)


def _address(reading: Reading, proposal: ProposedStatement | None) -> str:
    address = reverse("admin:statements_desk", args=[reading.capture_id])
    return f"{address}?at={proposal.pk}#proposal-{proposal.pk}" if proposal else f"{address}#desk"


def _take_step(request: HttpRequest, reading: Reading) -> HttpResponse:
    step = request.POST.get("step", "keep")
    try:
        with transaction.atomic():
            if step == "day":
                return _set_day(request, reading)
            if step == "add":
                added = steps.add(reading, request.POST.get("missed", ""))
                return redirect(_address(reading, added))
            return _decide(request, reading, step)
    except StepError as error:
        at = request.POST.get("proposal", "")
        if (taken := steps.taken_before(reading, at, step, by=request.user)) is not None:
            messages.info(request, f"It was {taken.get_state_display()} already.")
            return redirect(_address(reading, Desk(reading, at).beside(taken, 1)))
        messages.error(request, str(error))
        rows = reading.proposals.filter(pk=at) if at.isdigit() else reading.proposals.none()
        return redirect(_address(reading, rows.first()))


def _set_day(request: HttpRequest, reading: Reading) -> HttpResponse:
    form = ReadingForm(request.POST, instance=reading)
    if not form.is_valid():
        raise StepError(form.errors["said_on"].as_text().removeprefix("* "))
    form.save()
    return redirect(_address(reading, None))


def _decide(request: HttpRequest, reading: Reading, step: str) -> HttpResponse:
    """Take a step with one proposal; what was typed is kept with it first."""
    version = request.POST.get("version", "")
    proposal = steps.locked(reading, request.POST.get("proposal", ""), version)
    if proposal.state == ProposalState.PENDING:
        _keep(proposal, request)
    if step == "accept":
        return _accept(request, reading, proposal)
    name, _, rest = step.partition(":")
    if name not in STEPS:
        raise StepError("There is no such step.")
    desk = Desk(reading, str(proposal.pk))
    goal = STEPS[name](request, desk, proposal, rest)
    return redirect(_address(reading, goal or proposal))


# Each takes the step with a locked proposal, and returns the one to show then.


def _stay(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    return None


def _next(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    return desk.beside(proposal, 1)


def _previous(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    return desk.beside(proposal, -1)


def _reject(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    following = desk.beside(proposal, 1)
    steps.reject(proposal, by=request.user)
    return following


def _reopen(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    steps.reopen(proposal)
    return None


def _merge(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    return steps.merge(proposal, desk.beside(proposal, -1), by=request.user)


def _split(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    place = request.POST.get("place", "")
    steps.split(proposal, int(place) if place.isdigit() else 0)
    return None


def _move(request: Any, desk: Desk, proposal: Any, rest: str) -> ProposedStatement | None:
    """Move an end: the button's value is "move:end:wider:word"."""
    edge, way, unit = [*rest.split(":"), "", "", ""][:3]
    steps.move(proposal, edge=edge, way=way, unit=unit)
    return None


STEPS = {
    "keep": _stay,
    "next": _next,
    "previous": _previous,
    "reject": _reject,
    "reopen": _reopen,
    "merge": _merge,
    "split": _split,
    "move": _move,
}


def _keep(proposal: ProposedStatement, request: HttpRequest) -> None:
    """Keep what was entered where it differs from what is suggested anyway."""
    before = suggested(proposal)
    entered: dict[str, Any] = {}
    for name in DecisionForm.base_fields:
        is_list = name == "topics"
        if name in request.POST or is_list:
            value = request.POST.getlist(name) if is_list else request.POST[name]
            if value != before.get(name, ""):
                entered[name] = value
    if entered != proposal.entered:
        proposal.entered = entered
        proposal.save()
        proposal.refresh_from_db(fields=["version"])


def _accept(request: HttpRequest, reading: Reading, proposal: ProposedStatement) -> HttpResponse:
    steps.require_pending(proposal)
    form = DecisionForm(request.POST)
    statement = accept(proposal, form, by=request.user) if form.is_valid() else None
    desk = Desk(reading, str(proposal.pk), form, by=request.user)
    if statement is None:
        return _render(request, desk, status=422)
    return redirect(_address(reading, desk.beside(proposal, 1)))
