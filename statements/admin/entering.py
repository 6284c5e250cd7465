"""Entering one statement after another: advice while typing, and what the next one takes over."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from people.models import Organization, Person, Tenure
from people.partial_dates import PartialDate, PartialDateError
from people.tenures import suggest_tenure, why_not_held
from statements.duplicates import is_by_same_speaker, likely_duplicates
from statements.models import Appearance, Statement

ADD = "admin:statements_statement_add"
# What names a row in the address of the form.
ROWS = ("person", "organization", "occasion", "document", "credited_outlet")


class EnteringAdmin:
    """What it asks of is the ModelAdmin that it is mixed into."""

    admin_site: Any
    change_form_before_template = "admin/curation/advice.html"

    @property
    def media(self) -> Any:
        script: Any = Script("js/advice.js", defer=True)
        return super().media + Media(js=[script])  # type: ignore[misc]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(advice_view))
        return [
            path("advice/", view, name="statements_statement_advice"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    # The next statement of the same document.

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)  # type: ignore[misc]
        return {
            name: value for name, value in initial.items() if name not in ROWS or value.isdecimal()
        }

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Begin the first appearance with the document that the address of the form names."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        document = request.GET.get("document", "")
        if request.method == "GET" and inline.model is Appearance and document.isdecimal():
            outlet = request.GET.get("credited_outlet", "")
            credited = {"credited_outlet": outlet} if outlet.isdecimal() else {}
            kwargs["initial"] = [{"document": document, **credited}]
        return kwargs

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        response = super().response_add(request, obj, *args)  # type: ignore[misc]
        return self._another(request, obj) if "_addanother" in request.POST else response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)  # type: ignore[misc]
        return self._another(request, obj) if "_addanother" in request.POST else response

    def _another(self, request: HttpRequest, statement: Statement) -> HttpResponse:
        messages.info(
            request,
            format_html(
                'Document, speaker, occasion and day are those of the last one. <a href="{}">'
                "Begin with an empty form</a>",
                reverse(ADD),
            ),
        )
        return redirect(another_from(statement))


def another_from(statement: Statement) -> str:
    """Return the address of the form for the next statement of the same document."""
    place = statement.appearances.order_by("pk").first()
    values = {
        "person": statement.person_id,
        "organization": statement.organization_id,
        "attribution": "" if statement.speaker else statement.attribution,
        "said_on": statement.said_on,
        "occasion": statement.occasion_id,
        "language": statement.language,
        "kind": statement.kind,
        "document": place and place.document_id,
        "credited_outlet": place and place.credited_outlet_id,
    }
    return f"{reverse(ADD)}?{urlencode({name: value for name, value in values.items() if value})}"


def advice_view(request: Any) -> HttpResponse:
    """Say what saving the form as it is now would say: a piece of a page."""
    if not request.user.has_perm("statements.add_statement"):
        raise PermissionDenied
    statement = _as_entered(request.POST)
    # Of its own words nothing is said.
    statement.pk = _key(request.GET.get("of")) or None
    suggestion, fault = None, ""
    if statement.person:
        suggestion = suggest_tenure(statement.person, statement.said_on)
        tenure = Tenure.objects.filter(pk=_key(request.POST.get("tenure"))).first()
        fault = why_not_held(tenure, statement.person, statement.said_on) if tenure else ""
    duplicates = [
        {
            "statement": other,
            "address": reverse("admin:statements_statement_change", args=[other.pk]),
            "is_by_same_speaker": is_by_same_speaker(statement, other),
        }
        for other in (likely_duplicates(statement) if statement.speaker_name else [])
    ]
    context = {"suggestion": suggestion, "fault": fault, "duplicates": duplicates}
    return render(request, "admin/curation/_advice.html", context)


def _as_entered(values: Any) -> Statement:
    """Return the statement as far as it is typed; what cannot be understood is left out."""
    statement = Statement(
        text=values.get("text", ""),
        attribution=values.get("attribution", ""),
        person=Person.objects.filter(pk=_key(values.get("person"))).first(),
        organization=Organization.objects.filter(pk=_key(values.get("organization"))).first(),
    )
    if said_on := values.get("said_on", "").strip():
        with suppress(PartialDateError):
            statement.said_on = PartialDate.parse(said_on, today=timezone.localdate())
    return statement


def _key(value: str | None) -> int:
    """Return the key of the row that a field names; 0, which no row has, if it names none."""
    return int(value) if value and value.isdecimal() else 0
