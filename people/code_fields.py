"""Languages and countries in models and forms: kept as codes, shown and typed by name."""

from collections.abc import Callable
from functools import partialmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from people.codes import (
    UnknownCodeError,
    country_code,
    country_name,
    language_name,
    language_tag,
)

# Longer than any name.
LONGEST = 100


class CodeFormField(forms.CharField):
    """A name or a code, cleaned to the code; "" where it is empty. What is neither is told."""

    code_of: Callable[[str], str]
    name_of: Callable[[str], str]

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        try:
            return type(self).code_of(typed) if typed else ""
        except UnknownCodeError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """Return the name, if it leads back to the code; what was refused stays as typed."""
        try:
            code = type(self).code_of(value or "")
            name = type(self).name_of(code)
            return name if type(self).code_of(name) == code else code
        except UnknownCodeError:
            return value


class LanguageFormField(CodeFormField):
    code_of = staticmethod(language_tag)
    name_of = staticmethod(language_name)


class CountryFormField(CodeFormField):
    code_of = staticmethod(country_code)
    name_of = staticmethod(country_name)


class CodeField(models.CharField):
    """A code. Templates ask for `get_…_display`, as of choices; "" where there is none."""

    form_class: type[CodeFormField]
    typed = ""

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        display = f"get_{name}_display"
        if display not in cls.__dict__:
            setattr(cls, display, partialmethod(_called, field=self))

    def formfield(self, **kwargs: Any) -> Any:
        told = {"form_class": self.form_class, "max_length": LONGEST, "help_text": self.typed}
        return super().formfield(**{**told, **kwargs})

    def deconstruct(self) -> Any:
        """Return what migrations need know: a column of text."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def _called(row: models.Model, field: CodeField) -> str:
    code = getattr(row, field.attname)
    return field.form_class.name_of(code) if code else ""


class LanguageField(CodeField):
    form_class = LanguageFormField
    typed = "By name or code: Persian, fa, en-GB."


class CountryField(CodeField):
    form_class = CountryFormField
    typed = "By name or code: Iran, IR; empty if none."
