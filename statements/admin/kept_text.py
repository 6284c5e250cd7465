"""The kept text of a document as curators read it: every quote on record marked, of any status."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sources.models import Capture
from statements.context import marked_paragraphs


def kept_text_view(request: Any, pk: int) -> HttpResponse:
    """Show one capture: its text by paragraphs, and which statements stand in it."""
    if not request.user.has_perm("sources.view_capture"):
        raise PermissionDenied
    captures = Capture.objects.select_related("document__outlet", "captured_by").defer("raw")
    capture = get_object_or_404(captures, pk=pk)
    places = capture.appearances.select_related(
        "statement__person", "statement__organization"
    ).order_by("start")
    context = {
        **admin.site.each_context(request),
        "title": f"Kept text of {capture.document}",
        "capture": capture,
        "paragraphs": marked_paragraphs(capture, places),
        "statements": {place.statement.public_id: place.statement for place in places},
        "others": capture.document.captures.exclude(pk=capture.pk).defer("raw", "text"),
    }
    return TemplateResponse(request, "admin/curation/kept_text.html", context)
