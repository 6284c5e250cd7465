"""The one filter of statements: page, export, feed and report take the same parameters.

Several values of one filter are alternatives; several filters narrow one another.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Self

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.renderers import Jinja2

from statements import visibility
from statements.fields import (
    DayField,
    LanguagesField,
    OrderField,
    QueryField,
    RowsField,
    WordsField,
)
from statements.models import Appearance, Statement
from statements.search.attributes import (
    QUOTES,
    STATUSES,
    VERIFICATIONS,
    Kind,
    language_value,
    token,
)
from statements.search.finding import Question


class _Filter(django_filters.Filter):
    """A filter that each list gets by a plain copy: only what is `extra` may be changed there, and
    for all lists of a class alike, as their form is made once.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        made = copy(self)
        made.extra = dict(self.extra)
        # Bound to the filter that it belongs to.
        made.method = self.method
        return made


class QueryFilter(_Filter):
    field_class = QueryField


class DayFilter(_Filter):
    field_class = DayField


class RowsFilter(_Filter):
    """Rows by their address, any number of them: one of them will do."""

    field_class = RowsField


class LanguagesFilter(_Filter):
    field_class = LanguagesField


class WordsFilter(_Filter, django_filters.MultipleChoiceFilter):
    """Any number of a few words."""

    field_class = WordsField


class OrderFilter(_Filter, django_filters.ChoiceFilter):
    """One of the orders of a list."""

    field_class = OrderField


def _rows(label: str, rows: Callable[[], QuerySet[Any]], **kwargs: Any) -> RowsFilter:
    return RowsFilter(
        **{
            "label": label,
            "rows": rows,
            "key": "slug",
            "method": "by_attribute",
            **kwargs,
        }
    )


def _words(label: str, choices: Any) -> WordsFilter:
    return WordsFilter(
        label=label,
        choices=choices,
        method="by_attribute",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": f"There is no {label.lower()} “%(value)s”."},
    )


def _key(row: Any) -> int:
    return row.pk


# The parameters that say where in a list a page begins.
PLACES = ("after", "before")
# The attribute that each filter asks for, and the number of a value.
ATTRIBUTES: dict[str, tuple[Kind, Callable[[Any], int]]] = {
    "speaker": (Kind.SPEAKER, _key),
    "organization": (Kind.ORGANIZATION, _key),
    "office": (Kind.OFFICE, _key),
    "outlet": (Kind.OUTLET, _key),
    "topic": (Kind.TOPIC, _key),
    "occasion": (Kind.OCCASION, _key),
    "document": (Kind.DOCUMENT, _key),
    "kind": (Kind.QUOTE, QUOTES.__getitem__),
    "language": (Kind.LANGUAGE, language_value),
    "verification": (Kind.VERIFICATION, VERIFICATIONS.__getitem__),
    # Asked by curators alone.
    "status": (Kind.STATUS, STATUSES.__getitem__),
}


def attribute(name: str, value: Any) -> int:
    """Return the token that the filter called `name` asks for when it is set to `value`."""
    kind, number = ATTRIBUTES[name]
    return token(kind, number(value))


def _tokens(name: str, chosen: Any) -> list[int]:
    """Return the tokens of what was chosen: several values, one (as some lists have it) or none."""
    values = chosen if isinstance(chosen, list) else [chosen]
    return [attribute(name, value) for value in values if value]


class QuestionForm(forms.Form):
    """What is asked for as a whole."""

    def clean(self) -> None:
        """Refuse days that are the wrong way round: nothing was said between them."""
        first, last = (self.cleaned_data.get(name) for name in ("said_from", "said_to"))
        if first and last and first > last:
            self.add_error(
                "said_to", "This is before “Said from”. Put the earlier day there, the later here."
            )


class FilterForm(QuestionForm):
    """A form whose fields are drawn by compiled templates: it stands on every list."""

    default_renderer = Jinja2()


class StatementFilter(django_filters.FilterSet):
    q = QueryFilter(label="Words", method="search")
    speaker = _rows("Speaker", visibility.public_people)
    organization = _rows("Organization", visibility.public_organizations)
    office = _rows("Office", visibility.public_offices)
    outlet = _rows("Outlet", visibility.public_outlets)
    topic = _rows("Topic", visibility.public_topics)
    occasion = _rows(
        "Occasion",
        visibility.public_occasions,
        widget=forms.MultipleHiddenInput,
    )
    document = _rows(
        "Document",
        visibility.public_documents,
        key="public_id",
        widget=forms.MultipleHiddenInput,
    )
    kind = _words("Kind", Statement.Kind.choices)
    language = LanguagesFilter(label="Language", method="by_attribute")
    said_from = DayFilter(
        label="Said from", field_name="said_on_latest", lookup_expr="gte", end="earliest"
    )
    said_to = DayFilter(
        label="Said to", field_name="said_on_earliest", lookup_expr="lte", end="latest"
    )
    verification = _words("Verification", Appearance.State.choices)
    sort = OrderFilter(
        label="Order",
        choices=[
            ("newest", "Newest first"),
            ("oldest", "Oldest first"),
            ("relevance", "Relevance"),
        ],
        method="keep",
        empty_label=None,
    )

    form_class: type[forms.Form]

    class Meta:
        model = Statement
        form: type[forms.Form] = FilterForm
        fields: list[str] = []

    def get_form_class(self) -> type[forms.Form]:
        """Return the form, made once: a form copies what fields keep of what it was given."""
        made = type(self)
        if "form_class" not in vars(made):
            made.form_class = super().get_form_class()
        return made.form_class

    def search(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.search(value)

    def by_attribute(self, queryset: QuerySet, name: str, values: Any) -> QuerySet:
        tokens = _tokens(name, values)
        return queryset.filter(search_entry__attributes__overlap=tokens) if tokens else queryset

    def question(self, **fixed: Any) -> Question:
        """Return what is asked for, with the rows that the page itself fixes, for the index."""
        asked = self.form.cleaned_data
        values = {name: asked.get(name) for name in ATTRIBUTES} | fixed
        return Question(
            asked["q"],
            tuple(
                (name, tuple(tokens))
                for name, chosen in values.items()
                if (tokens := _tokens(name, chosen))
            ),
            asked["said_from"],
            asked["said_to"],
        )

    def keep(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The order is applied where the page is cut."""
        return queryset

    def unknown_parameters(self) -> list[str]:
        """Return parameters that mean nothing here: a misspelt filter must not be ignored."""
        known = {*self.filters, *PLACES}
        return sorted(set(self.data or ()) - known)
