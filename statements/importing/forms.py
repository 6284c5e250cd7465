"""The forms of an import: the file, what its columns hold, and how it is read."""

from typing import Any

from django import forms

from people.code_fields import LONGEST, LanguageFormField
from people.tables.delimited import DELIMITERS
from people.tables.table import MAX_FILE_BYTES
from statements.importing.fields import CONSTANTS, FIELDS, TRANSLATION_LANGUAGE
from statements.importing.mapping import BY_MARKS, DAY_FIRST, MONTH_FIRST, Mapping
from statements.models.statements import StatementKind

ENCODINGS = [
    *("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("iso8859_2", "koi8_r", "mac_roman", "gb18030", "big5", "shift_jis", "euc_kr"),
]


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="CSV, TSV, XLSX, XLS, ODS or JSON, up to "
        f"{MAX_FILE_BYTES // 1_000_000} MB. Nothing enters the record yet.",
        error_messages={"empty": "There is nothing in the file.", "required": "Choose a file."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(
                f"The file has {file.size // 1_000_000} MB, and no more than "
                f"{MAX_FILE_BYTES // 1_000_000} are read: divide it."
            )
        return file


class ReadingForm(forms.Form):
    """How to read the file where what was found of itself is wrong."""

    encoding = forms.ChoiceField(
        required=False, choices=[("", "as found"), *((name, name) for name in ENCODINGS)]
    )
    delimiter = forms.ChoiceField(
        required=False, choices=[("", "as found"), *((name, name) for name in DELIMITERS.values())]
    )
    sheet = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.choices = [("", "as found"), *((name, name) for name in sheets)]


class MappingForm(forms.Form):
    """A field for each column, called column_0 and so on, and one for each constant."""

    date_order = forms.ChoiceField(
        label="Dates such as 3/4/2020",
        required=False,
        choices=[
            ("", "are refused, where both readings exist"),
            (DAY_FIRST, "are 3 April"),
            (MONTH_FIRST, "are 4 March"),
        ],
    )
    keep_as = forms.CharField(
        label="Keep this mapping as",
        required=False,
        max_length=120,
        help_text="For the next file of the same columns.",
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        choices = [("", "— not imported —"), *((name, one.label) for name, one in FIELDS.items())]
        for place, name in enumerate(names):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name, required=False, choices=choices
            )
        for name in CONSTANTS:
            self.fields[f"constant_{name}"] = _constant(name)
        self.fields[f"constant_{TRANSLATION_LANGUAGE}"] = LanguageFormField(
            label="Language of the translation", required=False, max_length=LONGEST
        )

    @property
    def constants(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("constant_")]

    @staticmethod
    def initial_of(mapping: Mapping) -> dict[str, Any]:
        columns = {f"column_{place}": name for place, name in enumerate(mapping.columns)}
        constants = {f"constant_{name}": value for name, value in mapping.constants.items()}
        return {**columns, **constants, "date_order": mapping.date_order}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fault in self.mapping().faults():
            self.add_error(None, fault)
        return cleaned

    def mapping(self) -> Mapping:
        """Return what was chosen."""
        chosen = self.cleaned_data
        return Mapping(
            tuple(chosen.get(f"column_{place}", "") for place in range(len(self.names))),
            {
                name.removeprefix("constant_"): value
                for name, value in chosen.items()
                if name.startswith("constant_") and value
            },
            chosen.get("date_order", ""),
        )


def _constant(name: str) -> forms.Field:
    label = FIELDS[name].label
    if name == "kind":
        kinds = [(BY_MARKS, "direct where it stands in quotation marks, else indirect")]
        return forms.ChoiceField(
            label=label, required=False, choices=[*kinds, *StatementKind.choices]
        )
    if name == "status":
        return forms.ChoiceField(
            label=label, required=False, choices=[("draft", "draft"), ("in_review", "in review")]
        )
    if name == "language":
        return LanguageFormField(label=label, required=False, max_length=LONGEST)
    return forms.CharField(label=label, required=False, max_length=500)
