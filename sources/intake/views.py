"""The pages on which an article is added. Every button is a POST; nothing is fetched by a GET."""

import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from sources.archives import copies_of
from sources.failures import CaptureError, Failure
from sources.finding import find_outlets
from sources.intake import steps
from sources.intake.forms import BeginForm, ConfirmForm
from sources.intake.keeping import keep
from sources.intake.proposing import addresses_of, known_to_be, proposed
from sources.models import Intake, Outlet
from sources.models.intakes import IntakeState
from sources.recognition import known_documents

# After so long without any news the worker is likely not running.
SLOW = datetime.timedelta(seconds=20)
STUCK = datetime.timedelta(minutes=5)
OUTLETS = 8


def may_add(request: HttpRequest) -> bool:
    """Whether this user enters documents and what is kept of them."""
    return request.user.has_perms(["sources.add_document", "sources.add_capture"])


def may_override(request: HttpRequest) -> bool:
    """Whether this user may have a page fetched that robots.txt closes."""
    return request.user.has_perm("sources.override_robots")


def _require(request: HttpRequest) -> None:
    if not may_add(request):
        raise PermissionDenied


def _page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/intake/{template}.html", context, status=status)


def begin_view(request: HttpRequest) -> HttpResponse:
    """Take an address, a text or a file; an address that is on record already is said first."""
    _require(request)
    if request.method != "POST":
        form = BeginForm(initial={"url": request.GET.get("url", "")[:2000]})
        return _begin_page(request, form)
    form = BeginForm(request.POST, request.FILES)
    if not form.is_valid():
        return _begin_page(request, form, status=422)
    url, text, file = (form.cleaned_data[name] for name in ("url", "text", "file"))
    known = known_documents([url]) if url and not (text or file) else []
    if known and "anew" not in request.POST:
        return _begin_page(request, form, known=known)
    try:
        if text:
            intake = steps.begin_pasted(text, url=url, by=request.user)
        elif file:
            intake = steps.begin_upload(file.read(), name=file.name, url=url, by=request.user)
        else:
            intake = steps.begin_fetching(url, by=request.user)
    except CaptureError as error:
        form.add_error("text", str(error))
        return _begin_page(request, form, status=422)
    return redirect("admin:sources_intake", intake.pk)


def _begin_page(
    request: HttpRequest, form: BeginForm, *, known: Any = (), status: int = 200
) -> HttpResponse:
    return _page(request, "begin", "Add from article", form=form, known=known, status=status)


def bookmarklet_view(request: HttpRequest) -> HttpResponse:
    """Offer the bookmark that brings the page one reads, and the words one has marked there."""
    _require(request)
    address = request.build_absolute_uri(reverse("admin:sources_intake_add"))
    script = (
        f"javascript:void(open('{address}?url='+encodeURIComponent(location.href)"
        "+'#text='+encodeURIComponent(getSelection().toString())))"
    )
    return _page(request, "bookmarklet", "Add from any page", script=script)


def intake_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an article came, what went wrong, or the page that confirms it."""
    _require(request)
    rows = Intake.objects.select_related("capture", "entered_by")
    intake = get_object_or_404(rows, pk=pk)
    if intake.state == IntakeState.KEPT:
        return redirect("admin:statements_desk", intake.capture_id)
    if request.method == "POST":
        return _take_step(request, intake)
    if intake.is_running:
        return _progress(request, intake)
    if intake.state == IntakeState.FAILED:
        return _failure(request, intake)
    return _confirmation(request, intake, ConfirmForm(initial=proposed(intake)))


def _progress(request: HttpRequest, intake: Intake) -> HttpResponse:
    waited = timezone.now() - intake.changed_at
    return _page(
        request,
        "progress",
        f"Adding {intake}",
        intake=intake,
        is_slow=waited > SLOW,
        is_stuck=waited > STUCK,
    )


def _failure(
    request: HttpRequest, intake: Intake, *, error: str = "", status: int = 200
) -> HttpResponse:
    return _page(
        request,
        "failure",
        f"Not added: {intake}",
        intake=intake,
        error=error,
        may_override=intake.failure == Failure.ROBOTS and may_override(request),
        is_against_robots=intake.failure == Failure.ROBOTS,
        copies=copies_of(intake.url) if intake.failure == Failure.GONE and intake.url else "",
        status=status,
    )


def _confirmation(
    request: HttpRequest, intake: Intake, form: ConfirmForm, *, status: int = 200
) -> HttpResponse:
    chosen, find = str(form["outlet"].value() or ""), str(form["outlet_find"].value() or "")
    return _page(
        request,
        "confirm",
        "Confirm what will be kept",
        intake=intake,
        form=form,
        addresses=addresses_of(intake),
        known=known_to_be(intake),
        outlets=outlets(chosen, find=find),
        status=status,
    )


def outlets(chosen: str, *, find: str) -> list[Outlet]:
    """Return the chosen outlet and those whose name or domain has what is looked for."""
    rows = list(Outlet.objects.filter(pk=chosen)) if chosen.isdigit() else []
    if find.strip():
        keys = find_outlets(find, limit=OUTLETS)
        found = Outlet.objects.in_bulk(keys)
        rows += [found[key] for key in keys if key in found]
    return list(dict.fromkeys(rows))


def outlets_view(request: HttpRequest) -> HttpResponse:
    """Answer one “look up” with its choices alone, for the page to put in their place."""
    _require(request)
    found = outlets("", find=request.GET.get("find", "")[:100])
    context = {"outlets": found, "chosen": ""}
    return TemplateResponse(request, "admin/intake/_outlets.html", context)


def _take_step(request: HttpRequest, intake: Intake) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        messages.error(request, "There is no such step.")
        return redirect("admin:sources_intake", intake.pk)
    return step(request, intake)


def _keep(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Keep what the form says and open the desk; or say what is wrong with it."""
    if intake.state != IntakeState.READY:
        return redirect("admin:sources_intake", intake.pk)
    form = ConfirmForm(request.POST)
    capture = keep(intake, form, by=request.user) if form.is_valid() else None
    if capture is None:
        return _confirmation(request, intake, form, status=422)
    messages.success(request, f"Kept: “{capture.document}”.")
    return redirect("admin:statements_desk", capture.pk)


def _look_up(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Show the form as it was sent, with the outlets that were looked up."""
    if intake.state != IntakeState.READY:
        return redirect("admin:sources_intake", intake.pk)
    sent = {name: request.POST.get(name, "") for name in ConfirmForm.base_fields}
    return _confirmation(request, intake, ConfirmForm(initial=sent))


def _paste(request: HttpRequest, intake: Intake) -> HttpResponse:
    if intake.state == IntakeState.KEPT:
        return redirect("admin:sources_intake", intake.pk)
    try:
        steps.paste(intake, request.POST.get("text", ""))
    except CaptureError as error:
        intake.refresh_from_db()
        return _failure(request, intake, error=str(error), status=422)
    return redirect("admin:sources_intake", intake.pk)


def _again(request: HttpRequest, intake: Intake) -> HttpResponse:
    is_stuck = intake.is_running and timezone.now() - intake.changed_at > STUCK
    if intake.state == IntakeState.FAILED or is_stuck:
        steps.try_again(intake, overriding_robots=False)
    return redirect("admin:sources_intake", intake.pk)


def _override(request: HttpRequest, intake: Intake) -> HttpResponse:
    if not may_override(request):
        raise PermissionDenied
    if intake.state == IntakeState.FAILED and intake.failure == Failure.ROBOTS:
        steps.try_again(intake, overriding_robots=True)
    return redirect("admin:sources_intake", intake.pk)


def _discard(request: HttpRequest, intake: Intake) -> HttpResponse:
    Intake.objects.open().filter(pk=intake.pk).delete()
    messages.success(request, "Discarded: nothing of it is on record.")
    return redirect("admin:sources_intake_changelist")


STEPS = {
    "keep": _keep,
    "look-up": _look_up,
    "paste": _paste,
    "again": _again,
    "override": _override,
    "discard": _discard,
}
