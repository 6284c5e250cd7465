"""“Add from article” in the admin: what is on its way in, and the pages that bring it there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from people.seen import SeenAdmin
from sources.intake import views
from sources.models import Intake
from sources.models.intakes import IntakeState


@admin.register(Intake)
class IntakeAdmin(SeenAdmin):
    list_display = ["name", "state", "why", "entered_by", "entered_at"]
    list_display_links = None
    list_select_related = ["entered_by"]
    list_before_template = "admin/intake/_list.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).open().defer("raw")

    @admin.display(description="article")
    def name(self, intake: Intake) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:sources_intake", args=[intake.pk]), intake
        )

    @admin.display(description="why")
    def why(self, intake: Intake) -> str:
        return intake.sentence if intake.state == IntakeState.FAILED else ""

    # Whoever may enter documents works here; a row is changed by the steps of its own page.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return views.may_add(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return views.may_add(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return views.may_add(request)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return views.begin_view(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        return redirect("admin:sources_intake", object_id)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        pages: list[tuple[str, Any, str]] = [
            ("bookmark/", views.bookmarklet_view, "sources_intake_bookmarklet"),
            ("outlets/", views.outlets_view, "sources_intake_outlets"),
            ("<int:pk>/", views.intake_view, "sources_intake"),
        ]
        return [
            *(path(route, wrap(view), name=name) for route, view, name in pages),
            *super().get_urls(),
        ]
