"""The admin of what comes about by working: seen, and never entered, changed or deleted by hand."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from statements.desk.views import may_work


class WorkingAdmin(ModelAdmin):
    """For whoever enters statements, to look at."""

    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_work(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_work(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
