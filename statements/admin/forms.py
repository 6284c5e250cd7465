"""The forms of a statement and of what belongs to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.curation import CuratedForm, CuratedFormSet
from people.tenures import why_not_held
from statements.admin.offices import offer_own_offices
from statements.models import Appearance, Statement


def shorten(form: forms.ModelForm, **rows: int) -> None:
    """Give the text areas of a form so many rows: the page is filled in from top to bottom."""
    for name, count in rows.items():
        if name in form.fields:
            form.fields[name].widget.attrs["rows"] = count


class StatementForm(CuratedForm):
    correction_reason = forms.CharField(
        label="Reason for the correction",
        required=False,
        help_text="Public. Needed when a published statement changes.",
    )

    class Meta:
        model = Statement
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shorten(self, text=4, note=2)
        offer_own_offices(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_tenure(cleaned)
        if self.instance.is_public and self.changed_data and not cleaned.get("correction_reason"):
            self.add_error(
                "correction_reason",
                "This statement is published: readers are told why it changes.",
            )
        return cleaned

    def _check_tenure(self, cleaned: dict[str, Any]) -> None:
        tenure: Any = cleaned.get("tenure")
        person: Any = cleaned.get("person")
        if tenure is None or "said_on" in self.errors:
            return
        if person is None:
            self.add_error("tenure", "This office was held by somebody else than the speaker.")
        elif fault := why_not_held(tenure, person, cleaned.get("said_on")):
            self.add_error("tenure", fault)


class AppearanceForm(CuratedForm):
    looked_myself = forms.BooleanField(
        label="I found the words there myself",
        required=False,
        help_text="Instead of a kept text: needs a locator.",
    )

    class Meta:
        model = Appearance
        fields = ["document", "exact", "locator", "credited_outlet"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shorten(self, exact=2)
        self.fields["looked_myself"].initial = bool(self.instance.checked_by_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("looked_myself") and not cleaned.get("locator"):
            self.add_error("locator", "Say where: a page, a time code or a section.")
        return cleaned

    def note_reviewer(self, user: Any) -> None:
        """Keep the word of `user` that they looked, or take it back."""
        if not self.cleaned_data.get("looked_myself"):
            self.instance.checked_by = None
        elif not self.instance.checked_by_id:
            self.instance.checked_by = user
            self.instance.checked_at = timezone.now()


class PublicFormSet(CuratedFormSet):
    """Rows that readers of a published statement see: they are told why one changes or goes."""

    def clean(self) -> None:
        super().clean()
        changed = any(form.has_changed() and form.instance.pk for form in self.forms)
        if self.instance.is_public and changed and not self.data.get("correction_reason"):
            raise ValidationError(
                "This statement is published: give the reason for the correction, above."
            )


class AppearanceFormSet(PublicFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        if self.instance.status == Statement.Status.PUBLISHED and not kept:
            raise ValidationError("A published statement keeps at least one appearance.")
