"""Entering, checking and publishing statements."""

from functools import cache
from typing import Any

from django.contrib import admin, messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX
from unfold.admin import StackedInline, TabularInline
from unfold.contrib.import_export.forms import SelectableFieldsExportForm
from unfold.utils import display_for_label

from people.curation import CuratedAdmin, CuratedInline
from people.tenures import suggest_tenure
from statements.admin.entering import EnteringAdmin
from statements.admin.filters import CurationFilter
from statements.admin.forms import (
    AppearanceForm,
    AppearanceFormSet,
    PublicFormSet,
    StatementForm,
)
from statements.admin.kept_text import kept_text_view
from statements.admin.listing import StatementChangeList
from statements.admin.offices import OwnOfficesSelect
from statements.admin.review import ReviewAdmin
from statements.checking import QuoteCheck, QuoteState
from statements.duplicates import is_by_same_speaker, likely_duplicates, set_aside
from statements.models import Addressee, Appearance, Relation, Statement, Translation
from statements.resources import StatementResource
from statements.rules import REASON_SETTING
from statements.search.finding import Cut, Question, find_page
from statements.search.indexing import enter_at_the_end
from statements.search.query import QueryError, read
from statements.verification import verify

OFFERED = 20
NO_NEW_TOPICS = (
    "Topics are one tree, which curators keep. Where none fits, leave it open: whoever reviews "
    "the statement gives it its topic."
)
REASON = "correction_reason"
STATUS_COLOURS = {
    Statement.Status.DRAFT: "info",
    Statement.Status.IN_REVIEW: "warning",
    Statement.Status.PUBLISHED: "success",
    Statement.Status.WITHDRAWN: "danger",
}


@cache
def _label_of(status: str) -> SafeString:
    """Return the theme's label of a status, drawn once and not for each row."""
    name = Statement.Status(status).label
    return display_for_label((status, name), "", STATUS_COLOURS)


class AppearanceInline(CuratedInline, StackedInline):
    model = Appearance
    form = AppearanceForm
    formset = AppearanceFormSet
    fk_name = "statement"
    fields = [
        "document",
        "exact",
        "credited_outlet",
        ("locator", "looked_myself"),
        ("state", "kept_text"),
    ]
    readonly_fields = ["state", "kept_text"]
    autocomplete_fields = ["document", "credited_outlet"]

    @admin.display(description="in its text")
    def kept_text(self, appearance: Appearance) -> str:
        if not appearance.capture_id:
            return ""
        address = reverse("admin:statements_kept_text", args=[appearance.capture_id])
        return format_html('<a class="underline" href="{}">Read it there</a>', address)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """One to fill in where there is none; it may stay blank until the source is at hand."""
        return 0 if obj and obj.appearances.exists() else 1


class TranslationInline(CuratedInline, TabularInline):
    model = Translation
    formset = PublicFormSet
    extra = 0


class AddresseeInline(CuratedInline, TabularInline):
    model = Addressee
    extra = 0
    autocomplete_fields = ["person", "organization"]


class RelationInline(CuratedInline, TabularInline):
    model = Relation
    fk_name = "statement"
    extra = 0
    autocomplete_fields = ["to_statement", "source"]


@admin.register(Statement)
class StatementAdmin(EnteringAdmin, ReviewAdmin, ExportMixin, CuratedAdmin):
    form = StatementForm
    resource_classes = [StatementResource]
    export_form_class = SelectableFieldsExportForm
    export_formats = [CSV, XLSX]
    fieldsets = [
        (None, {"fields": ["text", ("kind", "language")]}),
        (
            "Speaker",
            {"fields": [("person", "organization"), "attribution", "said_on", "tenure"]},
        ),
        ("Around it", {"fields": ["occasion", "topics", "note", REASON]}),
    ]
    list_display = [
        "words",
        "speaker_name",
        "office",
        "day",
        "status_label",
        "checked",
        "reported_by",
        "entered_by",
    ]
    list_display_links = ["words"]
    sortable_by = ["day"]
    list_before_template = "admin/curation/_filters.html"
    list_select_related = ["person", "organization", "tenure__office", "entered_by"]
    search_fields = ["text"]
    search_help_text = 'Words, "a phrase", -not, OR, begin*'
    autocomplete_fields = ["person", "organization", "tenure", "occasion", "topics"]
    inlines = [AppearanceInline, TranslationInline, AddresseeInline, RelationInline]
    change_form_outer_before_template = "admin/curation/steps.html"

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"site": request.build_absolute_uri("/").rstrip("/")}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the reason of a correction where readers would see one."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.is_public:
            return fieldsets
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f != REASON]})
            for name, options in fieldsets
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "tenure":
            kwargs["widget"] = OwnOfficesSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Tell those who cannot add a topic what becomes of one that is missing."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "topics" and not request.user.has_perm("statements.add_topic"):
            field.help_text = NO_NEW_TOPICS
        return field

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return StatementChangeList

    @property
    def media(self) -> Any:
        return super().media + CurationFilter().form.media

    def get_search_results(self, request: HttpRequest, queryset: Any, term: str) -> Any:
        """Return what is offered where another row names a statement: the newest that answer."""
        if not term.strip():
            return queryset, False
        try:
            read(term)
        except QueryError:
            # Half a query while it is being typed: there is nowhere to say what is missing.
            return queryset.none(), False
        found = find_page(Question(term, only_published=False), Cut(descending=True, size=OFFERED))
        return queryset.filter(pk__in=found.read()), False

    @admin.display(description="words")
    def words(self, statement: Statement) -> str:
        return statement.text if len(statement.text) <= 90 else f"{statement.text[:89]}…"

    @admin.display(description="speaker")
    def speaker_name(self, statement: Statement) -> str:
        return statement.speaker_name

    @admin.display(description="office held")
    def office(self, statement: Statement) -> str:
        return statement.tenure.office.title if statement.tenure else ""

    @admin.display(description="said on", ordering="said_on_latest")
    def day(self, statement: Statement) -> str:
        return str(statement.said_on or "")

    @admin.display(description="status")
    def status_label(self, statement: Statement) -> SafeString:
        return _label_of(statement.status)

    @admin.display(description="words checked")
    def checked(self, statement: Statement) -> str:
        states = {row.state: row.get_state_display() for row in statement.appearances.all()}
        return "; ".join(states.values()) or "stands nowhere yet"

    @admin.display(description="outlet")
    def reported_by(self, statement: Statement) -> str:
        names = dict.fromkeys(
            str(row.credited_outlet or row.document.outlet) for row in statement.appearances.all()
        )
        return "; ".join(names)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts are everybody's who may enter; what is in review or public is the curators'."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or obj.status == Statement.Status.DRAFT:
            return allowed
        return allowed and request.user.has_perm("statements.review_statement")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn, never deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting in bulk: it would stop at the first statement that was public."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.entered_by = request.user
        if obj.person and not obj.tenure:
            self._suggest_office(request, obj)
        with connection.cursor() as cursor:
            reason = form.cleaned_data.get("correction_reason", "")
            cursor.execute("SELECT set_config(%s, %s, true)", [REASON_SETTING, reason])
        enter_at_the_end()
        super().save_model(request, obj, form, change)

    def _suggest_office(self, request: HttpRequest, statement: Any) -> None:
        suggestion = suggest_tenure(statement.person, statement.said_on)
        if suggestion.tenure:
            statement.tenure = suggestion.tenure
            messages.info(
                request, f"Office held then: {suggestion.tenure.office}. It was filled in."
            )
        else:
            messages.warning(request, suggestion.warning)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Appearance:
            for row in formset.initial_forms + formset.extra_forms:
                if getattr(row, "cleaned_data", None):
                    row.note_reviewer(request.user)
                    # What was entered may be other words: they are looked up once all is saved.
                    row.instance.state = Appearance.State.UNCHECKED
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        statement = form.instance
        for appearance in statement.appearances.select_related("document"):
            check = verify(appearance)
            appearance.save()
            self._tell(request, appearance, check)
        for other in likely_duplicates(statement):
            messages.warning(request, self._duplicate_message(statement, other))

    def _tell(self, request: HttpRequest, appearance: Appearance, check: QuoteCheck | None) -> None:
        document = appearance.document
        if check is None:
            messages.info(request, f"No text of “{document}” is kept: the words were not checked.")
        elif check.state == QuoteState.VERIFIED:
            messages.success(request, f"Verified: the exact words stand in “{document}”.")
        elif check.state == QuoteState.ALTERED:
            marks = {"equal": "{}", "insert": "<ins>{}</ins>", "delete": "<del>{}</del>"}
            pieces = [format_html(marks[str(token.op)], token.text) for token in check.diff]
            diff = format_html_join("", "{}", ((piece,) for piece in pieces))
            messages.warning(
                request, format_html("Altered, compared with “{}”: {}", document, diff)
            )
        else:
            messages.error(request, f"Not found: these words do not stand in “{document}”.")

    def _duplicate_message(self, statement: Statement, other: Statement) -> Any:
        begins = (
            "Likely the same as"
            if is_by_same_speaker(statement, other)
            else "Nearly these words are on record as said by somebody else. Is one of the two "
            "attributed wrongly?"
        )
        return format_html(
            '{} <a href="{}">{}</a>. <a href="{}">Not a duplicate…</a>',
            begins,
            self._address("change", other.pk),
            other,
            reverse("admin:statements_statement_distinct", args=[statement.pk, other.pk]),
        )

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("kept-text/<int:pk>/", wrap(kept_text_view), name="statements_kept_text"),
            path(
                "<int:pk>/distinct/<int:other>/",
                wrap(self.distinct_view),
                name="statements_statement_distinct",
            ),
            *super().get_urls(),
        ]

    @transaction.atomic
    def distinct_view(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """Ask, and on POST keep, that two statements are not the same."""
        pair = [get_object_or_404(Statement, pk=key) for key in (pk, other)]
        if not request.user.has_perm("statements.add_distinctpair"):
            messages.error(request, "Setting duplicates aside is for curators.")
            return redirect(self._address("change", pair[0].pk))
        if request.method == "POST":
            set_aside(*pair, by=request.user)
            messages.success(request, "Noted: the two are not the same.")
            return redirect(self._address("change", pair[0].pk))
        context = {
            **self.admin_site.each_context(request),
            "title": "Not a duplicate",
            "pair": pair,
        }
        return TemplateResponse(request, "admin/curation/distinct.html", context)
