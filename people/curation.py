"""What every curated row's page in the admin has: versions that are not lost, and its history."""

from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, models
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.safestring import SafeString, mark_safe
from unfold.admin import ModelAdmin, checkbox
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from people.addresses import free_slug
from people.conflicts import VersionField, describe_conflict, version_shown
from people.fields import PartialDateFormField, PartialDateModelFormMixin
from people.history_admin import HistoryAdmin
from people.pages import CappedPaginator
from people.partial_dates import PartialDate
from people.refusals import Refusal, refusal_of

# Rows that answer what is looked for, of a list of the admin.
MOST_FOUND = 50
UNDERSTOOD_DATE = "people_understood_date"


# Stands for the key of a row, until it has one.
_KEY = "the-key"


@cache
def _box() -> str:
    return checkbox.render(ACTION_CHECKBOX_NAME, _KEY)


class CuratedForm(PartialDateModelFormMixin, forms.ModelForm):
    """Carries the version that was shown, so that a newer one is not overwritten."""

    shown_version = VersionField()
    # What the database said when the same words were sent before.
    refusal: Refusal | None = None
    is_outdated = False

    class Media:
        js = ["js/partial-dates.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_version"].initial = version_shown(self)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for field in self.fields.values():
            # Fields that the admin did not make itself look like those it did.
            if type(field.widget) is forms.TextInput:
                field.widget = UnfoldAdminTextInputWidget(attrs=field.widget.attrs)
            elif type(field.widget) is forms.CheckboxInput:
                field.widget = UnfoldBooleanWidget(attrs=field.widget.attrs)
            if isinstance(field, PartialDateFormField):
                field.widget.attrs["data-partial-date"] = reverse_lazy(f"admin:{UNDERSTOOD_DATE}")

    def clean(self) -> dict[str, Any]:
        """Refuse a save over somebody else's, showing both sides, and what was refused before."""
        cleaned = super().clean() or self.cleaned_data
        self._fill_in_slug(cleaned)
        if self.refusal:
            message = f"Nothing was saved. {self.refusal.message}"
            self.add_error(self.refusal.field_of(self), message)
        if self.instance.pk:
            self._refuse_to_overwrite(cleaned.get("shown_version"))
        return cleaned

    def _fill_in_slug(self, cleaned: dict[str, Any]) -> None:
        """Give an address to what was left without: no script may run, or not before the form goes.

        The one it has, else one made from its name.
        """
        if cleaned.get("slug") != "":
            return
        name = cleaned.get("name") or cleaned.get("title") or ""
        model = type(self.instance)
        cleaned["slug"] = self.instance.slug or free_slug(model, name)

    def understood(self) -> list[tuple[str, PartialDate]]:
        """Return the dates that were typed in another form than they are shown in."""
        return [
            (str(field.label), self.cleaned_data[name])
            for name, field in self.fields.items()
            if isinstance(field, PartialDateFormField)
            and self.cleaned_data.get(name)
            and self[name].data.strip() != str(self.cleaned_data[name])
        ]

    def _refuse_to_overwrite(self, shown: str | None) -> None:
        if not shown:
            raise forms.ValidationError(
                "The version that you were shown is missing from what was sent. Nothing was "
                "saved. Open the page again and enter it there."
            )
        # The lock holds until the save, so that nobody comes between.
        rows = type(self.instance)._base_manager.select_for_update()
        theirs = type(self)(instance=rows.get(pk=self.instance.pk))
        if shown == version_shown(theirs):
            return
        if conflict := describe_conflict(self, theirs):
            self.is_outdated = True
            raise forms.ValidationError(conflict)


class CuratedFormSet(forms.BaseInlineFormSet):
    """Rows of a page; taking one away needs the same as changing it."""

    def clean(self) -> None:
        super().clean()
        # Django overlooks what is wrong with a row that goes anyway.
        if any(getattr(form, "is_outdated", False) for form in self.deleted_forms):
            raise forms.ValidationError(
                "Somebody has changed a row that you wanted to delete. It is shown as it is now: "
                "save again to delete it nevertheless."
            )


def in_order(queryset: Any, found: list[int]) -> Any:
    """Return the rows of these keys, in their order."""
    ranks = [models.When(pk=pk, then=models.Value(rank)) for rank, pk in enumerate(found)]
    rank = models.Case(*ranks, default=models.Value(0), output_field=models.IntegerField())
    return queryset.filter(pk__in=found).annotate(rank=rank).order_by("rank")


def _with_version(fieldsets: Any) -> Any:
    """Return the declared fields, and the version that goes with them unseen."""
    name, options = fieldsets[-1]
    return [*fieldsets[:-1], (name, {**options, "fields": [*options["fields"], "shown_version"]})]


class CuratedInline:
    """Rows of a curated model on their parent's page: each guarded by a version of its own."""

    form = CuratedForm
    formset = CuratedFormSet

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return _with_version(super().get_fieldsets(request, obj))  # type: ignore[misc]


class CuratedAdmin(HistoryAdmin, ModelAdmin):
    """The admin of a curated model."""

    form = CuratedForm
    show_full_result_count = False
    paginator = CappedPaginator
    # As many as on the public lists: the theme takes two milliseconds a row.
    list_per_page = 25
    warn_unsaved_form = True
    # Returns the keys of what is looked for, best first, through an index of names or words. The
    # columns of search_fields say no more than that there is something to look for.
    find: Any

    @display(description=ModelAdmin.action_checkbox.short_description)
    def action_checkbox(self, obj: models.Model) -> SafeString:
        """The theme's box of a row: alike but for the key, and so drawn once."""
        return mark_safe(_box().replace(_KEY, str(int(obj.pk))))  # noqa: S308 - a number

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets = _with_version(fieldsets)
        return fieldsets

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        return in_order(queryset, self.find(search_term, limit=MOST_FOUND)), False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets for row in formset if hasattr(row, "understood")]
        for label, date in [told for one in (form, *rows) for told in one.understood()]:
            messages.info(request, f"{label}: understood as {date.describe()}.")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say at its field what the database refused; nothing is half-written or lost."""
        storage: Any = messages.get_messages(request)
        told = storage._queued_messages
        before = len(told)
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            # What was said of the save that did not come about.
            del told[before:]
            request.refusal = refusal_of(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)
