"""The admin of what comes about by working."""

from typing import Any

from django.http import HttpRequest

from people.seen import SeenAdmin
from statements.desk.views import may_work


class WorkingAdmin(SeenAdmin):
    """For whoever enters statements, to look at."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_work(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_work(request)
