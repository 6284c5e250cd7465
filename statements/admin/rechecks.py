"""Changed sources in the admin: what was seen there, and which words on record stand no longer."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from sources.archives import copies_of
from sources.models import Capture, Document, SourceCheck
from statements import nightly, rechecking
from statements.admin.working import WorkingAdmin
from statements.checking import check_quote
from statements.desk.views import may_work
from statements.verification import words_of

SHOWN = 10


class UnseenListFilter(admin.SimpleListFilter):
    """What no curator has looked at yet comes first; all the rest is one click away."""

    title = "seen"
    parameter_name = "seen"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return [("changed", "All changed"), ("all", "Every look")]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": "To be looked at"}, *rest]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "all":
            return queryset
        return queryset.worrying() if self.value() == "changed" else queryset.unseen()


@admin.register(SourceCheck)
class SourceCheckAdmin(WorkingAdmin):
    list_display = ["source", "outcome", "lost_count", "failure", "checked_at", "seen_by"]
    list_display_links = None
    list_filter = [UnseenListFilter]
    list_select_related = ["document", "seen_by"]
    list_before_template = "admin/rechecks/_list.html"

    @admin.display(description="document")
    def source(self, check: SourceCheck) -> str:
        address = reverse("admin:statements_recheck_document", args=[check.document_id])
        return format_html('<a href="{}">{}</a>', address, check.document)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method == "POST" and "look" in request.POST:
            return _look(request)
        context = {
            **(extra_context or {}),
            "due_count": rechecking.due().count(),
            "next_night": nightly.next_night(),
        }
        return super().changelist_view(request, context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        check = get_object_or_404(SourceCheck, pk=object_id)
        return redirect("admin:statements_recheck_document", check.document_id)

    def get_urls(self) -> list[Any]:
        return [
            path(
                "document/<int:pk>/",
                self.admin_site.admin_view(document_view),
                name="statements_recheck_document",
            ),
            *super().get_urls(),
        ]


def may_decide(request: HttpRequest) -> bool:
    """Whether this user has sources looked at, and says that a change was seen."""
    return request.user.has_perm("statements.review_statement")


def _look(request: HttpRequest) -> HttpResponse:
    """Have what is due looked at: now, every night from now on, or no longer every night."""
    if not may_decide(request):
        raise PermissionDenied
    asked = request.POST["look"]
    if asked == "nightly":
        nightly.plan()
        messages.success(request, "The worker looks at them every night.")
    elif asked == "never":
        nightly.unplan()
        messages.success(request, "They are no longer looked at every night.")
    else:
        count = rechecking.enqueue(rechecking.due(), days=rechecking.DAYS)
        messages.success(request, f"Being looked at in the background: {count}.")
    return redirect("admin:sources_sourcecheck_changelist")


def document_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was seen at a document's source, and the words that stand there no longer."""
    if not may_work(request):
        raise PermissionDenied
    document = get_object_or_404(Document.objects.select_related("outlet"), pk=pk)
    if request.method == "POST":
        return _take_step(request, document)
    checks = document.checks.select_related("capture", "seen_by").defer("capture__raw")
    context = {
        **admin.site.each_context(request),
        "title": f"The source of “{document}”",
        "document": document,
        "checks": checks[:SHOWN],
        "is_unseen": document.checks.unseen().exists(),
        "lost": _lost(document),
        "archived": document.other_urls.filter(is_archive=True),
        "copies": copies_of(document.canonical_url) if document.canonical_url else "",
        "may_decide": may_decide(request),
    }
    return TemplateResponse(request, "admin/rechecks/document.html", context)


def _lost(document: Document) -> list[tuple[Any, Any]]:
    """Return the appearances whose words the source lacks, with what newest stands there."""
    rows = document.appearances.filter(source_changed_at__isnull=False).select_related(
        "statement__person", "statement__organization", "document"
    )
    newest = Capture.objects.kept().filter(document=document).first()
    return [(row, check_quote(words_of(row), newest.text) if newest else None) for row in rows]


def _take_step(request: HttpRequest, document: Document) -> HttpResponse:
    if not may_decide(request):
        raise PermissionDenied
    if request.POST.get("step") == "seen":
        document.checks.unseen().update(seen_by=request.user, seen_at=timezone.now())
        messages.success(request, "Noted as seen.")
        return redirect("admin:sources_sourcecheck_changelist")
    if request.POST.get("step") == "look" and document.canonical_url:
        rechecking.recheck_now.enqueue(document.pk)
        messages.success(request, "Being looked at in the background: look again in a moment.")
    return redirect("admin:statements_recheck_document", document.pk)
