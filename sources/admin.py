"""Outlets, documents and what is kept of them, in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from people.codes import country_name
from people.curation import CuratedAdmin, CuratedForm, CuratedInline
from people.list_import import ListImport, PartAdmin
from sources.finding import find_documents, find_outlets
from sources.intake.admin import IntakeAdmin
from sources.models import Capture, Document, DocumentURL, Outlet, OutletDomain
from sources.urls import InvalidURLError, canonicalize_url

__all__ = ["DocumentAdmin", "IntakeAdmin", "OutletAdmin"]


class OutletDomainInline(CuratedInline, TabularInline):
    model = OutletDomain
    extra = 0


# An address typed without its scheme is taken for https.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class DocumentURLForm(CuratedForm):
    def clean_url(self) -> str:
        return _canonical(self.cleaned_data["url"])


def _canonical(url: str) -> str:
    try:
        return canonicalize_url(url)
    except InvalidURLError as error:
        raise forms.ValidationError(str(error)) from error


class DocumentURLInline(CuratedInline, TabularInline):
    model = DocumentURL
    form = DocumentURLForm
    extra = 0
    formfield_overrides = HTTPS


class CaptureInline(TabularInline):
    """What is kept of a document: to read, never to change."""

    model = Capture
    extra = 0
    can_delete = False
    fields = readonly_fields = [
        "state",
        "captured_at",
        "captured_by",
        "url",
        "content_type",
        "overrode_robots",
        "is_text_mended",
        "failure",
        "kept_text",
    ]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("raw", "text")

    @admin.display(description="text")
    def kept_text(self, capture: Capture) -> str:
        if capture.state != Capture.State.KEPT:
            return ""
        address = reverse("admin:statements_kept_text", args=[capture.pk])
        return format_html('<a class="underline" href="{}">Read it</a>', address)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Outlet)
class OutletAdmin(ListImport, CuratedAdmin):
    fields = [
        "name",
        "slug",
        "kind",
        "country",
        "language",
        "affiliation",
        "affiliation_note",
        "description",
    ]
    list_display = ["name", "kind", "country_by_name", "affiliation"]
    list_filter = ["kind"]
    list_select_related = ["affiliation"]
    search_fields = ["name"]
    find = staticmethod(find_outlets)
    autocomplete_fields = ["affiliation"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OutletDomainInline]
    parts = (OutletDomain,)

    @admin.display(description="country", ordering="country")
    def country_by_name(self, outlet: Outlet) -> str:
        return country_name(outlet.country)


class DocumentForm(CuratedForm):
    kept_text = forms.CharField(
        label="Text to keep",
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget,
        help_text="Paste the text of the source. It is kept as it is, and quotes are checked "
        "against the newest text that is kept.",
    )

    def clean_canonical_url(self) -> str | None:
        url = self.cleaned_data.get("canonical_url")
        return _canonical(url) if url else None


@admin.register(Document)
class DocumentAdmin(ListImport, CuratedAdmin):
    form = DocumentForm
    fields = [
        "title",
        "outlet",
        "kind",
        "authors",
        "canonical_url",
        "published_on",
        "language",
        "note",
        "kept_text",
    ]
    list_display = ["title", "outlet", "kind", "published_on"]
    list_filter = ["kind"]
    list_select_related = ["outlet"]
    search_fields = ["title"]
    search_help_text = "Words of the title, or an address"
    find = staticmethod(find_documents)
    autocomplete_fields = ["outlet"]
    inlines = [DocumentURLInline, CaptureInline]
    parts = (DocumentURL,)
    formfield_overrides = HTTPS

    def save_model(self, request: Any, obj: Document, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        text = form.cleaned_data.get("kept_text", "")
        if text.strip():
            capture = Capture(
                document=obj,
                captured_at=timezone.now(),
                captured_by=request.user,
                content_type="text/plain; charset=utf-8",
            )
            capture.keep(text.encode(), text)
            capture.save()


@admin.register(OutletDomain)
class OutletDomainAdmin(PartAdmin):
    list_display = ["domain", "outlet"]
    list_select_related = ["outlet"]
    search_fields = ["domain"]


@admin.register(DocumentURL)
class DocumentURLAdmin(PartAdmin):
    list_display = ["url", "document", "is_archive"]
    list_select_related = ["document"]
    search_fields = ["url"]
