"""What a curator decides about one proposal: read, checked, each fault at its field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.fields import PartialDateFormField
from people.models import Organization, Person, Tenure
from people.partial_dates import PartialDate
from people.tenures import why_not_held
from sources.models import Outlet
from statements.desk.models import Reading
from statements.desk.suggestions import (
    AUTO,
    NEW,
    NEW_ORGANIZATION,
    NEW_PERSON,
    NO_OFFICE,
    NOBODY,
    NONE_OF_THEM,
)
from statements.models import Occasion, Statement, Topic


class DecisionForm(forms.Form):
    """The template lays it out; here is what may be entered."""

    kind = forms.ChoiceField(choices=Statement.Kind.choices)
    speaker = forms.CharField(error_messages={"required": "Choose who said it."})
    new_name = forms.CharField(required=False, max_length=200)
    organization_kind = forms.ChoiceField(choices=Organization.Kind.choices, required=False)
    attribution = forms.CharField(required=False, max_length=300)
    said_on = PartialDateFormField(required=False)
    tenure = forms.CharField(required=False)
    occasion = forms.CharField(required=False)
    occasion_name = forms.CharField(required=False, max_length=300)
    occasion_kind = forms.ChoiceField(choices=Occasion.Kind.choices, required=False)
    outlet = forms.CharField(required=False)
    outlet_name = forms.CharField(required=False, max_length=200)
    outlet_kind = forms.ChoiceField(choices=Outlet.Kind.choices, required=False)
    topics = forms.ModelMultipleChoiceField(Topic.objects.all(), required=False)
    appearance_of = forms.CharField(required=False)
    speaker_find = forms.CharField(required=False, max_length=100)
    occasion_find = forms.CharField(required=False, max_length=100)
    outlet_find = forms.CharField(required=False, max_length=100)
    topics_find = forms.CharField(required=False, max_length=100)

    def clean_speaker(self) -> Any:
        """Return the person or organization, or the word for a new one or for nobody."""
        value = self.cleaned_data["speaker"]
        if value in (NEW_PERSON, NEW_ORGANIZATION, NOBODY):
            return value
        kind, _, key = value.partition(":")
        model = {"person": Person, "organization": Organization}.get(kind)
        return _row(model, key, "This speaker is not on record any more.")

    def clean_occasion(self) -> Any:
        return self._chosen("occasion", Occasion)

    def clean_outlet(self) -> Any:
        return self._chosen("outlet", Outlet)

    def clean_appearance_of(self) -> Statement | None:
        value = self.cleaned_data["appearance_of"]
        if value in ("", NONE_OF_THEM):
            return None
        return _row(Statement, value, "This statement is not on record any more.")

    def _chosen(self, name: str, model: Any) -> Any:
        """Return the row, None for none, or NEW."""
        value = self.cleaned_data[name]
        if value in ("", NEW):
            return value or None
        return _row(model, value, f"This {name} is not on record any more.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        speaker = cleaned.get("speaker")
        if speaker in (NEW_PERSON, NEW_ORGANIZATION):
            self._need("new_name", "Give the name of the new speaker.")
        elif speaker == NOBODY:
            self._need("attribution", "Where nobody is named, the words of the source are needed.")
        for name in ("occasion", "outlet"):
            if cleaned.get(name) == NEW:
                self._need(f"{name}_name", f"Give the new {name} a name.")
        if speaker is not None and "said_on" not in self.errors:
            self._check_tenure(speaker, cleaned)
        return cleaned

    def _need(self, name: str, message: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name, "").strip():
            self.add_error(name, message)

    def _check_tenure(self, speaker: Any, cleaned: dict[str, Any]) -> None:
        """Turn the office into a tenure; AUTO and none stay what they are."""
        value = cleaned.get("tenure") or AUTO
        if value in (AUTO, NO_OFFICE):
            cleaned["tenure"] = value
            return
        tenure = Tenure.objects.filter(pk=value).first() if value.isdigit() else None
        if tenure is None or not isinstance(speaker, Person):
            self.add_error("tenure", "Choose an office of this speaker.")
        elif fault := why_not_held(tenure, speaker, cleaned.get("said_on")):
            self.add_error("tenure", fault)
        else:
            cleaned["tenure"] = tenure


def _row(model: Any, key: str, message: str) -> Any:
    row = model.objects.filter(pk=key).first() if model and key.isdigit() else None
    if row is None:
        raise ValidationError(message)
    return row


class ReadingForm(forms.ModelForm):
    """The day for statements whose day the article does not name."""

    said_on = PartialDateFormField(required=False)

    class Meta:
        model = Reading
        fields: list[str] = []

    def save(self, commit: bool = True) -> Reading:
        day: PartialDate | None = self.cleaned_data["said_on"]
        self.instance.said_on = day
        return super().save(commit)
