"""The one filter of statements: page, export, feed and report take the same parameters."""

from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone

from people.partial_dates import PartialDate, PartialDateError
from statements import visibility
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


class DayField(forms.CharField):
    """A day, month or year; `end` says which of its days is meant."""

    def __init__(self, *, end: str, **kwargs: Any) -> None:
        self.end = end
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            parsed = PartialDate.parse(text, today=timezone.localdate())
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error
        return getattr(parsed, self.end)


class DayFilter(django_filters.Filter):
    field_class = DayField


def _suggesting(name: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", "list": f"{name}-choices"})


def _slug(
    name: str,
    label: str,
    queryset: Any,
    *,
    key: str = "slug",
    hidden: bool = False,
    **kwargs: Any,
) -> django_filters.ModelChoiceFilter:
    """Return a filter by slug, typed or chosen from suggestions; never one big dropdown."""
    return django_filters.ModelChoiceFilter(
        label=label,
        queryset=queryset,
        to_field_name=key,
        widget=forms.HiddenInput() if hidden else _suggesting(name),
        error_messages={
            "invalid_choice": f"The record has no {label.lower()} “%(value)s” with published "
            "statements: take one of the suggestions or clear the field."
        },
        **kwargs,
    )


def _key(row: Any) -> int:
    return row.pk


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


class StatementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="search")
    speaker = _slug(
        "speaker", "Speaker", lambda request: visibility.public_people(), method="by_attribute"
    )
    organization = _slug(
        "organization",
        "Organization",
        lambda request: visibility.public_organizations(),
        method="by_attribute",
    )
    office = _slug(
        "office", "Office", lambda request: visibility.public_offices(), method="by_attribute"
    )
    outlet = _slug(
        "outlet", "Outlet", lambda request: visibility.public_outlets(), method="by_attribute"
    )
    topic = _slug(
        "topic", "Topic", lambda request: visibility.public_topics(), method="by_attribute"
    )
    occasion = _slug(
        "occasion",
        "Occasion",
        lambda request: visibility.public_occasions(),
        method="by_attribute",
        hidden=True,
    )
    document = _slug(
        "document",
        "Document",
        lambda request: visibility.public_documents(),
        method="by_attribute",
        key="public_id",
        hidden=True,
    )
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=Statement.Kind.choices, method="by_attribute", empty_label="Any"
    )
    language = django_filters.CharFilter(
        label="Language",
        method="by_attribute",
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}$", "A language is two or three small letters: fa finds fa-AF too."
            )
        ],
    )
    said_from = DayFilter(
        label="Said from", field_name="said_on_latest", lookup_expr="gte", end="earliest"
    )
    said_to = DayFilter(
        label="Said to", field_name="said_on_earliest", lookup_expr="lte", end="latest"
    )
    verification = django_filters.ChoiceFilter(
        label="Verification",
        choices=Appearance.State.choices,
        method="by_attribute",
        empty_label="Any",
    )
    sort = django_filters.ChoiceFilter(
        label="Order",
        choices=[
            ("newest", "Newest first"),
            ("oldest", "Oldest first"),
            ("relevance", "Relevance"),
        ],
        method="keep",
        empty_label=None,
    )

    class Meta:
        model = Statement
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.search(value)

    def by_attribute(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(search_entry__attributes__contains=[attribute(name, value)])

    def question(self, **fixed: Any) -> Question:
        """Return what is asked for, with what the page itself fixes, for the index."""
        asked = self.form.cleaned_data
        values = {name: asked.get(name) for name in ATTRIBUTES} | fixed
        return Question(
            asked["q"],
            tuple((name, attribute(name, value)) for name, value in values.items() if value),
            asked["said_from"],
            asked["said_to"],
        )

    def keep(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The order is applied where the page is cut."""
        return queryset

    def unknown_parameters(self) -> list[str]:
        """Return parameters that mean nothing here: a misspelt filter must not be ignored."""
        known = {*self.filters, "after", "before"}
        return sorted(set(self.data or ()) - known)
