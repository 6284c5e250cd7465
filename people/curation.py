"""What every curated row's page in the admin has: versions that are not lost, and its history."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from people.fields import PartialDateModelFormMixin
from people.history import changes_of, restore


class VersionField(forms.IntegerField):
    """Tells which version was shown; by itself it is no change of the row."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class CuratedForm(PartialDateModelFormMixin, forms.ModelForm):
    """Carries the version that was shown, so that a newer one is not overwritten."""

    shown_version = VersionField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_version"].initial = self.instance.version
        for field in self.fields.values():
            # Fields that the admin did not make itself look like those it did.
            if type(field.widget) is forms.TextInput:
                field.widget = UnfoldAdminTextInputWidget(attrs=field.widget.attrs)
            elif type(field.widget) is forms.CheckboxInput:
                field.widget = UnfoldBooleanWidget(attrs=field.widget.attrs)

    def clean(self) -> dict[str, Any]:
        """Refuse a save over somebody else's, naming each field that differs and both sides."""
        cleaned = super().clean() or self.cleaned_data
        shown = cleaned.get("shown_version")
        if not self.instance.pk:
            return cleaned
        if shown is None:
            raise forms.ValidationError(
                "The version that you were shown is missing from what was sent. Nothing was "
                "saved. Open the page again and enter it there."
            )
        # The lock holds until the save, so that nobody comes between.
        rows = type(self.instance)._base_manager.select_for_update()
        current = rows.get(pk=self.instance.pk)
        if current.version != shown:
            theirs = type(self)(instance=current).initial
            differing = [
                f"{field.label}: theirs “{_shown(theirs.get(name))}”, "
                f"yours “{_shown(cleaned.get(name))}”"
                for name, field in self.fields.items()
                if name in cleaned
                and name != "shown_version"
                and field.has_changed(theirs.get(name), _raw(cleaned.get(name)))
            ]
            raise forms.ValidationError(
                [
                    f"Somebody saved version {current.version} while you were editing version "
                    f"{shown}. Nothing was saved. Copy what you need, open the page again and "
                    "enter it there.",
                    *differing,
                ]
            )
        return cleaned


def _raw(value: Any) -> Any:
    """Return what a field would receive: a chosen row is its key."""
    if isinstance(value, models.QuerySet):
        return [row.pk for row in value]
    return getattr(value, "pk", value)


def _shown(value: Any) -> str:
    if isinstance(value, list | models.QuerySet):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


# The public reason where the restored row is a published statement.
RESTORED = "An earlier version was restored."


def refusal(error: DatabaseError) -> str:
    """Return what the database said of a write it refused, without its inner workings."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "message_primary", None) or "The database refused it."


def _with_version(fieldsets: Any) -> Any:
    """Return the declared fields, and the version that goes with them unseen."""
    name, options = fieldsets[-1]
    return [*fieldsets[:-1], (name, {**options, "fields": [*options["fields"], "shown_version"]})]


class CuratedInline:
    """Rows of a curated model on their parent's page: each guarded by a version of its own."""

    form = CuratedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return _with_version(super().get_fieldsets(request, obj))  # type: ignore[misc]


class CuratedAdmin(ModelAdmin):
    """The admin of a curated model."""

    form = CuratedForm
    show_full_result_count = False
    list_per_page = 50
    warn_unsaved_form = True
    # Looks rows up by any form of their name; None where the columns of search_fields do.
    find: Any = None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets = _with_version(fieldsets)
        return fieldsets

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if self.find is None or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        found = self.find(search_term, limit=50)
        ranks = [models.When(pk=pk, then=models.Value(rank)) for rank, pk in enumerate(found)]
        rank = models.Case(*ranks, default=models.Value(0), output_field=models.IntegerField())
        return queryset.filter(pk__in=found).annotate(rank=rank).order_by("rank"), False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what the database refused instead of failing; nothing is half-written."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            messages.error(request, f"Nothing was saved. {refusal(error)}")
            return redirect(request.path)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when, word by word; each version can be restored."""
        row = get_object_or_404(self.model._base_manager, pk=object_id)
        if not self.has_view_permission(request, row):
            return self._refuse(request)
        if request.method == "POST":
            return self._restore(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.opts,
            "row": row,
            "changes": changes_of(row, self._parts(request, row)),
            "may_restore": self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/curation/history.html", context)

    def _parts(self, request: HttpRequest, row: Any) -> list[tuple[Any, str]]:
        """Return what is entered on the row's own page: each model and its key to the row."""
        return [
            (inline.model, inline.get_formset(request, row).fk.attname)
            for inline in self.get_inline_instances(request, row)
            if hasattr(inline.model, "pgh_event_model")
        ]

    def _restore(self, request: HttpRequest, row: Any) -> HttpResponse:
        if not self.has_change_permission(request, row):
            return self._refuse(request)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('on_record.reason', %s, true)", [RESTORED])
                restore(row, int(request.POST["event"]))
                connection.check_constraints()
        except (ValueError, KeyError, self.model.pgh_event_model.DoesNotExist):
            messages.error(request, "That version is not in the history of this row.")
        except DatabaseError as error:
            messages.error(request, f"It was not restored. {refusal(error)}")
        else:
            messages.success(request, "The version was restored as a new one.")
        return redirect(self._address("change", row))

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, "Your role does not include this.")
        return redirect(reverse("admin:index"))

    def _address(self, page: str, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[row.pk])
