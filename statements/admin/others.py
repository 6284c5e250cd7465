"""Occasions, topics, dossiers and what the workflow leaves behind."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.admin import ModelAdmin, TabularInline

from people.curation import CuratedAdmin, CuratedInline
from people.list_import import ListImport
from statements.lookup import find_dossiers, find_occasions, find_topics
from statements.models import Correction, Dossier, DossierEntry, Occasion, Topic


@admin.register(Occasion)
class OccasionAdmin(ListImport, CuratedAdmin):
    fields = ["name", "slug", "kind", "held_on", "place", "host", "participants", "description"]
    list_display = ["name", "kind", "held_on", "place"]
    list_filter = ["kind"]
    search_fields = ["name"]
    find = staticmethod(find_occasions)
    autocomplete_fields = ["host", "participants"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Topic)
class TopicAdmin(ListImport, CuratedAdmin):
    fields = ["name", "slug", "parent", "description"]
    list_display = ["name", "parent"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    find = staticmethod(find_topics)
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}


class DossierEntryInline(CuratedInline, TabularInline):
    model = DossierEntry
    extra = 1
    autocomplete_fields = ["statement"]


@admin.register(Dossier)
class DossierAdmin(ListImport, CuratedAdmin):
    fields = ["title", "slug", "summary"]
    list_display = ["title", "published_at"]
    search_fields = ["title"]
    find = staticmethod(find_dossiers)
    prepopulated_fields = {"slug": ["title"]}
    inlines = [DossierEntryInline]
    parts = (DossierEntry,)
    actions = ["publish", "unpublish"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        count = queryset.filter(published_at=None).update(published_at=timezone.now())
        messages.success(request, f"Published: {count}.")
        return None

    @admin.action(description="Take off the public pages", permissions=["change"])
    def unpublish(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        count = queryset.exclude(published_at=None).update(published_at=None)
        messages.success(request, f"Taken off: {count}.")
        return None


@admin.register(Correction)
class CorrectionAdmin(ModelAdmin):
    """Written by the database; curators add the reason where none was given."""

    fields = ["statement", "corrected_at", "changes", "reason"]
    readonly_fields = ["statement", "corrected_at", "changes"]
    list_display = ["statement", "corrected_at", "reason"]
    list_select_related = ["statement__person", "statement__organization"]
    list_filter = [("reason", admin.EmptyFieldListFilter)]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
