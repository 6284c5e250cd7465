"""The review desk in the admin: articles being worked through, and the pages to do it on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from statements.admin.working import WorkingAdmin
from statements.desk import views
from statements.desk.models import Reading


class OpenListFilter(admin.SimpleListFilter):
    """What is left to decide comes first; all the rest is one click away."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return [("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": "To be decided"}, *rest]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset if self.value() == "all" else queryset.open()


@admin.register(Reading)
class ReadingAdmin(WorkingAdmin):
    list_display = ["document", "to_decide", "accepted", "proposals", "started_by", "started_at"]
    list_filter = [OpenListFilter]
    list_select_related = ["capture__document", "started_by"]
    list_before_template = "admin/desk/_list.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_counts().defer("capture__text", "capture__raw")

    @admin.display(description="document")
    def document(self, reading: Any) -> str:
        return str(reading)

    @admin.display(description="to decide", ordering="pending_count")
    def to_decide(self, reading: Any) -> int:
        return reading.pending_count

    @admin.display(ordering="accepted_count")
    def accepted(self, reading: Any) -> int:
        return reading.accepted_count

    @admin.display(ordering="proposal_count")
    def proposals(self, reading: Any) -> int:
        return reading.proposal_count

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        reading = get_object_or_404(Reading, pk=object_id)
        return redirect(reverse("admin:statements_desk", args=[reading.capture_id]))

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        pages: list[tuple[str, Any, str]] = [
            ("figures/", views.figures_view, "statements_desk_figures"),
            ("document/<int:pk>/", views.document_view, "statements_desk_document"),
            ("capture/<int:capture>/", views.desk_view, "statements_desk"),
            (
                "capture/<int:capture>/look-up/<str:what>/",
                views.lookup_view,
                "statements_desk_lookup",
            ),
        ]
        return [
            *(path(route, wrap(view), name=name) for route, view, name in pages),
            *super().get_urls(),
        ]
