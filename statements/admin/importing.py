"""Imports of statements in the admin: the list of them, and the pages each goes through."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from unfold.admin import ModelAdmin

from statements.importing import views
from statements.importing.models import ImportMapping, StatementImport


@admin.register(StatementImport)
class StatementImportAdmin(ModelAdmin):
    list_display = ["name", "state", "rows", "imported", "started_by", "started_at"]
    list_filter = ["state"]
    list_select_related = ["started_by"]
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> Any:
        return views.imports_of(request)

    @admin.display(ordering="row_count")
    def rows(self, of: Any) -> int:
        return of.row_count

    @admin.display(description="imported or updated")
    def imported(self, of: Any) -> int:
        return of.imported_count + of.updated_count

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return views.upload_view(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return views.import_view(request, int(object_id) if object_id.isdecimal() else 0)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/refused.csv",
                wrap(views.refused_view),
                name="statements_statementimport_refused",
            ),
            *super().get_urls(),
        ]


@admin.register(ImportMapping)
class ImportMappingAdmin(ModelAdmin):
    """Mappings are kept on an import's page; here they are renamed and thrown away."""

    fields = ["name", "names", "mapping", "kept_by", "kept_at"]
    readonly_fields = ["names", "mapping", "kept_by", "kept_at"]
    list_display = ["name", "kept_by", "kept_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
