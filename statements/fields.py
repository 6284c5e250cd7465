"""What the filters of statements take, each value checked and each error told at its filter."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, Self

import django_filters.fields
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from config.parts import url
from people.codes import UnknownCodeError, language_name, language_tag
from people.partial_dates import PartialDate, PartialDateError
from statements.naming import meant, suggest
from statements.search.query import QueryError, read
from statements.templatetags.parts import part

# More alternatives of one filter than anybody chooses; each is looked up in the index.
MOST_VALUES = 50
_ADDRESS = re.compile(r"[-\w]{1,200}")


class Shared:
    """A field that keeps nothing of what a form was given, so that all forms share it.

    Each form would make a copy: of fields with choices that takes as long as to read them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class QueryField(Shared, forms.CharField):
    """The query language; what cannot be understood is an error that says where."""

    widget = forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            read(text)
        except QueryError as error:
            remark = error.remark
            raise ValidationError(
                f"At “{text[remark.start : remark.end]}”, character {remark.start + 1}: {error}",
                code="invalid",
            ) from error
        return text


class DayField(Shared, forms.CharField):
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


class WordsField(Shared, django_filters.fields.MultipleChoiceField):
    """Some of a few words."""


class OrderField(Shared, django_filters.fields.ChoiceField):
    """One of the orders of a list."""


class ValuesInput(forms.TextInput):
    """Values in force as boxes to uncheck, and a line to type one more.

    A value that was refused stays in its own line, to be mended.
    """

    def __init__(self, *, suggests: bool = False) -> None:
        super().__init__({"autocomplete": "off", "dir": "auto"})
        # Whether names are offered while one types.
        self.suggests = suggests
        # What to call each value that was accepted.
        self.labels: dict[str, str] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        listed = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return _once([listed] if isinstance(listed, str) else listed)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        return part("values_input", context["widget"])

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        if self.suggests:
            attrs |= {"list": f"{name}-choices", "data-hx-get": url("suggestions")}
            attrs["data-hx-target"] = f"#{name}-choices"
        context = super().get_context(name, value, attrs)
        values = value or []
        context["widget"] |= {
            "suggests": self.suggests,
            "accepted": [(one, self.labels[one]) for one in values if one in self.labels],
            "refused": [one for one in values if one not in self.labels],
        }
        return context


class RowsField(forms.Field):
    """Rows by their address, their `key`; cleaned to a list, in the order given.

    `rows` returns the queryset they are of. It is called when something is asked for, once for all
    forms, and so is its SQL put together: for the seven of a list that takes longer than most of
    what a page does.

    Where rows have names, a former address or a name that is sure does as well.
    """

    widget = ValuesInput(suggests=True)

    def __init__(self, *, rows: Callable[[], QuerySet[Any]], key: str, **kwargs: Any) -> None:
        self.rows = cache(rows)
        self.key = key
        self.sql = cache(self._sql)
        # Addresses by what was typed for them, and what may be meant by what is unknown, as last
        # cleaned.
        self.addresses: dict[str, str] = {}
        self.offers: dict[str, list[Any]] = {}
        super().__init__(**kwargs)

    @property
    def queryset(self) -> QuerySet[Any]:
        # A copy: what was read of another is another's.
        return self.rows().all()

    def clean(self, value: Any) -> list[Any]:
        # Those of another form: a copy of a field is a flat one.
        self.addresses, self.offers = {}, {}
        values = _few(value)
        asked = [one for one in values if _ADDRESS.fullmatch(one)]
        found = {str(getattr(row, self.key)): row for row in self._at(asked)}
        if self.key == "slug":
            self._name(found, [one for one in values if one not in found])
        if isinstance(self.widget, ValuesInput):
            self.widget.labels = {one: str(row) for one, row in found.items()}
        unknown = [one for one in values if one not in found]
        if unknown:
            raise ValidationError([self._unknown(one) for one in unknown])
        return list({found[one].pk: found[one] for one in values}.values())

    def _at(self, addresses: list[str]) -> Iterable[Any]:
        """Return the rows of these addresses, in any order; one query, or none."""
        if not addresses:
            return ()
        sql, params = self.sql(len(addresses))
        return self.rows().model.objects.raw(sql, [*params, *addresses])

    def _sql(self, count: int) -> tuple[str, list[Any]]:
        """Return the SQL of the rows of so many addresses, and the parameters before these."""
        places = [f"place {number}" for number in range(count)]
        sql, params = self.queryset.filter(**{f"{self.key}__in": places}).query.sql_with_params()
        if list(params[-count:]) != places:
            raise TypeError(f"In {sql} the addresses are not the last parameters.")
        return sql, list(params[:-count])

    def _name(self, found: dict[str, Any], unknown: list[str]) -> None:
        """Add to `found` what the others mean; note what may be meant where that is not sure."""
        for typed in unknown:
            if row := meant(self.queryset, typed):
                found[typed] = row
                self.addresses[typed] = row.slug
            else:
                self.offers[typed] = suggest(self.queryset, typed)

    def _unknown(self, value: str) -> ValidationError:
        return ValidationError(
            f"The record has no {str(self.label).lower()} “{value}” with published "
            "statements: take one of those offered, or clear the field.",
            code="invalid_choice",
        )


class LanguagesField(forms.Field):
    """Main languages by their codes, or by names, which lead to them; cleaned to a list."""

    widget = ValuesInput

    def __init__(self, **kwargs: Any) -> None:
        # Codes by what was typed for them.
        self.addresses: dict[str, str] = {}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        codes: dict[str, str] = {}
        wrong: list[ValidationError] = []
        for typed in _few(value):
            try:
                codes[typed] = language_tag(typed).split("-")[0]
            except UnknownCodeError as error:
                wrong.append(ValidationError(str(error), code="invalid"))
        self.addresses = {typed: code for typed, code in codes.items() if typed != code}
        self.labels = {typed: language_name(code) for typed, code in codes.items()}
        self.widget.labels = self.labels
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(codes.values()))


def _once(values: Iterable[Any]) -> list[str]:
    """Return the values that are not blank, each once, in the order given."""
    return list(dict.fromkeys(text for one in values if (text := str(one).strip())))


def _few(values: Any) -> list[str]:
    listed = _once(values or ())
    if len(listed) > MOST_VALUES:
        raise ValidationError(
            f"{len(listed)} values are too many: ask for at most {MOST_VALUES} at once.",
            code="too_many",
        )
    return listed
