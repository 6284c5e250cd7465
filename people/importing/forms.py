"""What a curator says of a file, and answers of what it leaves unsure."""

from typing import Any

from django import forms
from django.apps import apps
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from people.code_fields import CountryFormField
from people.importing.files import MOST_BYTES
from people.importing.formats import FORMATS
from people.importing.found import Options
from people.importing.plan import Answer
from people.models import ImportQuestion

# Of these, a curator may name one that was not proposed.
ADDRESSED = {
    "person": "people.Person",
    "organization": "people.Organization",
    "office": "people.Office",
    "outlet": "sources.Outlet",
}
LABELS = {
    Answer.DIFFERENT: "Another, not on record yet",
    Answer.KEEP: "Keep what is on record, or the better-looking name",
    Answer.TAKE: "Take what the file says",
    Answer.LATER: "Decide later",
}


class ImportForm(forms.Form):
    format = forms.ChoiceField(widget=UnfoldAdminSelectWidget)
    file = forms.FileField(widget=UnfoldAdminFileFieldWidget)
    source = forms.SlugField(
        required=False,
        max_length=40,
        widget=UnfoldAdminTextInputWidget,
        help_text="Short name of where it is from, such as everypolitician. Ids that are the "
        "file's own are kept under it. If empty, the file's name.",
    )
    organization = forms.CharField(
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text="Whose offices these are, where the file does not say.",
    )
    country = CountryFormField(
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="By name or code: Iran, IR; where the file does not say.",
    )
    as_of = forms.DateField(
        required=False,
        label="True on",
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        help_text="The day on which the file was true. Without it nobody is taken to be in office.",
    )
    leave_out = forms.BooleanField(
        required=False,
        label="Leave out rows with faults",
        widget=UnfoldBooleanWidget,
        help_text="If not ticked, nothing is written of a file with a fault.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["format"]
        choices.choices = [(known.name, known.label) for known in FORMATS.values()]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file has {file.size:,} bytes; at most {MOST_BYTES:,} are read. Split it."
            )
        return file

    def options(self) -> Options:
        """Return what was said of the file."""
        data = self.cleaned_data
        return Options(
            source=data["source"] or data["file"].name.partition(".")[0],
            organization=data["organization"],
            country=data["country"],
            as_of=data["as_of"],
        )


class AnswerForm(forms.Form):
    """One radio button an answer; "the same" has one for each row that may be meant."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    address = forms.SlugField(
        required=False,
        max_length=160,
        label="or the same as the one with this address",
        widget=UnfoldAdminTextInputWidget,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, question: ImportQuestion, data: Any = None) -> None:
        chosen = f"same {question.chosen}" if question.chosen else question.answer
        super().__init__(data, initial={"version": question.version, "answer": chosen})
        self.question = question
        if question.kind not in ADDRESSED or Answer.SAME not in question.answers:
            del self.fields["address"]
        choices: Any = self.fields["answer"]
        choices.choices = list(self._choices())
        choices.required = "address" not in self.fields

    def _choices(self) -> Any:
        for answer in self.question.answers:
            if answer == Answer.SAME:
                for candidate in self.question.candidates:
                    yield f"same {candidate['pk']}", f"The same as {candidate['label']}"
            else:
                yield answer, LABELS[Answer(answer)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("version") not in (None, self.question.version):
            raise forms.ValidationError(
                "Somebody else has answered meanwhile; their answer is shown now."
            )
        if cleaned.get("address"):
            model = apps.get_model(ADDRESSED[self.question.kind])
            row = model._default_manager.filter(slug=cleaned["address"]).first()
            if row is None:
                self.add_error("address", f"There is no {self.question.kind} with this address.")
            else:
                cleaned["answer"] = f"same {row.pk}"
        elif not cleaned.get("answer") and not self.errors:
            self.add_error("answer", "Choose an answer.")
        return cleaned

    def save(self, *, by: Any) -> None:
        """Keep the answer."""
        answer, _, chosen = self.cleaned_data["answer"].partition(" ")
        self.question.give(answer, chosen=int(chosen) if chosen else None, by=by)
