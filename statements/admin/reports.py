"""Reports in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from unfold.admin import ModelAdmin

from people.curation import MOST_FOUND, in_order
from statements.lookup import find_reports
from statements.reports import views
from statements.reports.definition import Definition
from statements.reports.models import Report
from statements.reports.ready import READY


@admin.register(Report)
class ReportAdmin(ModelAdmin):
    list_display = ["name", "owner", "told", "schedule", "next_run_at"]
    list_filter = ["schedule"]
    list_select_related = ["owner"]
    search_fields = ["name"]
    list_before_template = "admin/reports/_ready.html"
    show_full_result_count = False
    actions = None

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        return in_order(queryset, find_reports(search_term, limit=MOST_FOUND)), False

    @admin.display(description="asks")
    def told(self, report: Any) -> str:
        return Definition.of(report).told()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        ready = [(slug, name) for slug, (name, _) in READY.items()]
        return super().changelist_view(request, {**(extra_context or {}), "ready": ready})

    # Whoever exports reports; a report is changed and deleted by its owner.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return views.may_report(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return views.may_report(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return views.may_report(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and views.may_report(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return views.may_report(request) and obj is not None and views.may_change(request, obj)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return views.build_view(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return views.report_view(request, int(object_id) if object_id.isdecimal() else 0)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        pages: list[tuple[str, Any, str]] = [
            ("<int:pk>/build/", views.build_view, "statements_report_build"),
            ("<int:pk>/change/file.<str:file_format>", views.report_file, "statements_report_file"),
            ("runs/<int:pk>/", views.run_view, "statements_report_run"),
            ("ready/<slug:slug>/", views.ready_view, "statements_report_ready"),
            (
                "ready/<slug:slug>/file.<str:file_format>",
                views.ready_file,
                "statements_report_ready_file",
            ),
        ]
        return [
            *(path(route, wrap(view), name=name) for route, view, name in pages),
            *super().get_urls(),
        ]
