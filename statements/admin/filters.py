"""What the curators' list is narrowed by: the filter of every list, and what is not public."""

from typing import Any

import django_filters
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from people.models import Tenure
from statements.filters import QuestionForm, StatementFilter
from statements.models import Appearance, Statement

# The list's own parameters: order, page, error, popup, all of them, and the field it returns to.
OF_THE_LIST = {"o", "p", "e", "_popup", "all", "_to_field", "_changelist_filters"}


class _LookedUp(AutocompleteSelect):
    """Shows the row that is chosen. What is no key shows none: the field says so."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [one for one in value if one.isdecimal() and int(one) < 2**63]
        if not keys:
            # As Django has it, which puts a query together first.
            return [(None, [self.create_option(name, "", "", False, 0)], 0)]
        return super().optgroups(name, keys, attrs)


def _looked_up(model: Any, name: str, label: str) -> django_filters.ModelChoiceFilter:
    """Return a filter by one row, looked up as the field `name` of `model` is when entering."""
    field = model._meta.get_field(name)
    return django_filters.ModelChoiceFilter(
        label=label,
        queryset=field.remote_field.model._base_manager.all(),
        widget=_LookedUp(field, admin.site, attrs={"data-width": "100%"}),
        method="by_attribute",
        error_messages={"invalid_choice": f"There is no such {label.lower()}."},
    )


class CurationFilter(StatementFilter):
    """The public filter over statements of every status, with rows looked up by any name."""

    status = django_filters.ChoiceFilter(
        label="Status", choices=Statement.Status.choices, method="by_attribute", empty_label="Any"
    )
    speaker = _looked_up(Statement, "person", "Speaker")
    organization = _looked_up(Statement, "organization", "Organization")
    office = _looked_up(Tenure, "office", "Office")
    outlet = _looked_up(Appearance, "credited_outlet", "Outlet")
    topic = _looked_up(Statement, "topics", "Topic")
    occasion = _looked_up(Statement, "occasion", "Occasion")
    document = _looked_up(Appearance, "document", "Document")
    mine = django_filters.BooleanFilter(
        label="Entered by me", method="entered_by_me", widget=forms.CheckboxInput
    )

    class Meta(StatementFilter.Meta):
        # Drawn by the theme's own templates.
        form = QuestionForm

    # In the order of the form; what a curator narrows by most stands first.
    SHOWN = (
        "status",
        "speaker",
        "organization",
        "office",
        "outlet",
        "document",
        "topic",
        "occasion",
        "kind",
        "verification",
        "language",
        "said_from",
        "said_to",
        "mine",
    )

    @property
    def form(self) -> Any:
        form = super().form
        for field in form.fields.values():
            if type(field.widget) is forms.Select:
                field.widget = UnfoldAdminSelectWidget(choices=field.choices)
            elif type(field.widget) is forms.TextInput:
                field.widget = UnfoldAdminTextInputWidget()
        return form

    def entered_by_me(self, queryset: Any, name: str, value: bool | None) -> Any:
        return queryset.filter(entered_by=self.request.user) if value else queryset

    def unknown_parameters(self) -> list[str]:
        return [name for name in super().unknown_parameters() if name not in OF_THE_LIST]

    def shown(self) -> list[Any]:
        """Return the bound fields of the form that stands above the list."""
        return [self.form[name] for name in self.SHOWN]
