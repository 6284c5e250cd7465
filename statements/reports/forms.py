"""The page on which a report is built: how it is told, what it asks, who gets it."""

from typing import Any

from django import forms
from django.http import QueryDict

from statements.columns import COLUMNS, USUAL
from statements.reports.definition import FORMS, Definition
from statements.reports.dimensions import DIMENSIONS
from statements.reports.models import Report

# Before the names of the builder's own fields: all others are the filter's.
PREFIX = "report"
_COLUMN = f"{PREFIX}-column_"

_BY = [(name, dimension.label) for name, dimension in DIMENSIONS.items()]


class DefinitionForm(forms.Form):
    form = forms.ChoiceField(label="Told as", choices=list(FORMS.items()))
    by = forms.ChoiceField(label="By", choices=_BY, required=False)
    across = forms.ChoiceField(label="Across", choices=_BY, required=False)


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["name", "format", "schedule", "email", "folder"]


def definition_of(data: QueryDict) -> Definition:
    """Return what the builder's fields say; whether it can be answered is for it to tell."""
    asked = QueryDict(mutable=True)
    for name in data:
        values = [value for value in data.getlist(name) if value.strip()]
        if values and not name.startswith(PREFIX) and name != "csrfmiddlewaretoken":
            asked.setlist(name, values)
    asked.pop("sort", None)
    return Definition(
        filter=asked.urlencode(),
        form=data.get(f"{PREFIX}-form", ""),
        columns=_columns(data),
        by=data.get(f"{PREFIX}-by", ""),
        across=data.get(f"{PREFIX}-across", ""),
    )


def _columns(data: QueryDict) -> tuple[str, ...]:
    """Return the columns in the order of the numbers beside them."""
    places = []
    for name in COLUMNS:
        value = data.get(f"{_COLUMN}{name}", "").strip()
        if value.isdecimal() and int(value):
            places.append((int(value), name))
    return tuple(name for _, name in sorted(places, key=lambda place: place[0]))


def column_places(definition: Definition) -> list[dict[str, Any]]:
    """Return all columns with the number that each has in the report, "" for none."""
    chosen = definition.columns or USUAL
    return [
        {
            "name": f"{_COLUMN}{name}",
            "label": column.label,
            "place": chosen.index(name) + 1 if name in chosen else "",
        }
        for name, column in COLUMNS.items()
    ]


def definition_form(definition: Definition) -> DefinitionForm:
    return DefinitionForm(
        prefix=PREFIX,
        initial={"form": definition.form, "by": definition.by, "across": definition.across},
    )
