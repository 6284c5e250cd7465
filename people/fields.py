"""Partial dates in models, in the database and in forms.

    class Occasion(models.Model):
        held_on = PartialDateField(blank=True)

        class Meta:
            constraints = [partial_date_constraint("held_on")]

    class OccasionForm(PartialDateModelFormMixin, forms.ModelForm): ...

The field is one to read, to assign and to edit; it is three columns to query:
`held_on_earliest`, `held_on_latest` and `held_on_precision`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self, overload

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from people.partial_date_grammar import EXAMPLES
from people.partial_dates import (
    CIRCA_MARGIN,
    FIRST_DAY,
    LAST_DAY,
    PartialDate,
    PartialDateError,
    Precision,
)


class PartialDateFormField(forms.CharField):
    """One text input for a PartialDate; an empty one is None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", EXAMPLES)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        if not str(value).strip():
            return None
        try:
            return PartialDate.parse(str(value), today=timezone.localdate())
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another date was meant: "13/12/2017" is "13 December 2017"."""
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDateField(models.Field):
    """A PartialDate or None, kept in three columns that are queried by themselves.

    A private field without a column, as GenericForeignKey is: migrations, serializers
    and history see the three columns only. `blank=True` makes it optional in forms;
    whether the database requires it is for `partial_date_constraint` to say.
    """

    def __init__(self, verbose_name: str | None = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **kwargs)
        # Made here, not in contribute_to_class, so that the columns keep the place
        # of this field among the fields of the model.
        self.columns: dict[str, models.Field] = {
            "earliest": models.DateField(null=True, blank=True, editable=False),
            "latest": models.DateField(null=True, blank=True, editable=False),
            "precision": models.CharField(max_length=5, blank=True, default="", editable=False),
        }

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = True
    ) -> None:
        super().contribute_to_class(cls, name, private_only=True)
        setattr(cls, name, self)
        # A model that inherits this field has inherited the columns already: copies of
        # them from an abstract parent, the parent's own from any other.
        present = {field.name for field in cls._meta.local_fields}
        for suffix, column in self.columns.items():
            if not getattr(self, "mti_inherited", False) and f"{name}_{suffix}" not in present:
                cls.add_to_class(f"{name}_{suffix}", column)

    def get_attname_column(self) -> tuple[str, None]:
        return self.get_attname(), None

    @overload
    def __get__(self, instance: None, owner: type[models.Model]) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type[models.Model]) -> PartialDate | None: ...
    def __get__(
        self, instance: models.Model | None, owner: type[models.Model]
    ) -> Self | PartialDate | None:
        if instance is None:
            return self
        precision = getattr(instance, f"{self.name}_precision")
        if not precision:
            return None
        earliest = getattr(instance, f"{self.name}_earliest")
        latest = getattr(instance, f"{self.name}_latest")
        return PartialDate(earliest, latest, precision)

    def __set__(self, instance: models.Model, value: PartialDate | None) -> None:
        if not (value is None or isinstance(value, PartialDate)):
            raise TypeError(
                f"{self.name} must be a PartialDate or None, not {value!r}; "
                f"text goes through PartialDate.parse()."
            )
        setattr(instance, f"{self.name}_earliest", value and value.earliest)
        setattr(instance, f"{self.name}_latest", value and value.latest)
        setattr(instance, f"{self.name}_precision", str(value.precision) if value else "")

    def value_from_object(self, obj: models.Model) -> PartialDate | None:
        return self.__get__(obj, type(obj))

    def formfield(self, **kwargs: Any) -> forms.Field:
        kwargs.setdefault("help_text", self.help_text or EXAMPLES)
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})

    def save_form_data(self, instance: models.Model, data: PartialDate | None) -> None:
        # Django calls this after the row was saved, which is too late to assign anything.
        if self.value_from_object(instance) != data:
            raise TypeError(f"The form that edits “{self.name}” needs PartialDateModelFormMixin.")

    def get_col(self, alias: str, output_field: models.Field | None = None) -> Any:
        raise FieldError(
            f"“{self.name}” is three columns: order and filter by {self.name}_earliest, "
            f"{self.name}_latest or {self.name}_precision, or with overlapping()."
        )


class PartialDateModelFormMixin:
    """Lets a ModelForm edit the PartialDateFields of its model.

    Without it Django would build the inputs but not assign what was entered.
    """

    def _post_clean(self) -> None:
        for field in self._edited_partial_dates():
            if field.name in self.cleaned_data:
                setattr(self.instance, field.name, self.cleaned_data[field.name])
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        # The columns stand for an edited field, so constraints on them are checked
        # in the form and not first by the database.
        exclude = super()._get_validation_exclusions()
        for field in self._edited_partial_dates():
            if field.name not in self.errors:
                exclude -= {f"{field.name}_{suffix}" for suffix in field.columns}
        return exclude

    def _edited_partial_dates(self) -> list[PartialDateField]:
        fields = self._meta.model._meta.private_fields
        return [f for f in fields if isinstance(f, PartialDateField) and f.name in self.fields]


def partial_date_constraint(name: str, *, required: bool = False) -> models.CheckConstraint:
    """Return the constraint that ties the columns of the PartialDateField `name` together.

    It accepts what PartialDate accepts and nothing else, and no date at all unless it is
    `required`; so every row that the database keeps can be read back.
    """
    earliest, latest = f"{name}_earliest", f"{name}_latest"
    month, year = _first_of("month", earliest), _first_of("year", earliest)
    about = f"{2 * CIRCA_MARGIN + 1} years"
    spans = (
        (Precision.DAY, F(earliest), F(earliest)),
        (Precision.MONTH, month, _last_of("month", "1 month", earliest)),
        (Precision.YEAR, year, _last_of("year", "1 year", earliest)),
        (Precision.CIRCA, year, _last_of("year", about, earliest)),
    )
    known = Q(
        # A comparison with NULL is NULL, which a check constraint lets pass.
        Q(**{f"{earliest}__isnull": False, f"{latest}__isnull": False}),
        Q(**{f"{earliest}__gte": FIRST_DAY, f"{latest}__lte": LAST_DAY}),
        Q(
            *(
                Q(**{f"{name}_precision": str(precision), earliest: first, latest: last})
                for precision, first, last in spans
            ),
            _connector=Q.OR,
        ),
    )
    unknown = Q(**{f"{name}_precision": "", earliest: None, latest: None})
    return models.CheckConstraint(
        condition=known if required else known | unknown,
        name=f"%(app_label)s_%(class)s_{name}_partial",
        violation_error_message=(
            f"The parts of “{name.replace('_', ' ')}” are missing or contradict each other."
        ),
    )


# Cast to timestamp without time zone: date_trunc of a bare date would go through the
# time zone of the session. Spelled without Func subclasses, so that migrations hold
# the whole expression and depend on no code of this module.
def _first_of(unit: str, column: str) -> Func:
    """Return the first day of the month or year that the column's day is in."""
    return Func(
        F(column),
        template=f"date_trunc('{unit}', %(expressions)s::timestamp)::date",
        output_field=models.DateField(),
    )


def _last_of(unit: str, length: str, column: str) -> Func:
    """Return the last day of a period of that length, from the first day of the unit."""
    return Func(
        F(column),
        template=(
            f"(date_trunc('{unit}', %(expressions)s::timestamp)"
            f" + interval '{length}' - interval '1 day')::date"
        ),
        output_field=models.DateField(),
    )


def overlapping(name: str, start: date | None, end: date | None) -> Q:
    """Return the condition that `name` may lie between `start` and `end`, both included.

    None leaves that side open. A row without the date meets no bound.
    """
    condition = Q()
    if start is not None:
        condition &= Q(**{f"{name}_latest__gte": start})
    if end is not None:
        condition &= Q(**{f"{name}_earliest__lte": end})
    return condition
