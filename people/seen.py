"""The admin of what comes about elsewhere."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin


class SeenAdmin(ModelAdmin):
    """Rows that are looked at here, and never entered, changed or deleted by hand."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
