"""Constraints that several tables share; each is enforced by the database and by forms."""

from typing import Any

from django.db import models

from people.code_fields import CountryField, LanguageField

COUNTRY_PATTERN = r"^[A-Z]{2}$"
# BCP 47 as far as shape goes: a language, then subtags ("fa", "en-GB", "zh-Hant").
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def not_blank(name: str, field: str) -> models.CheckConstraint:
    """Return the constraint that `field` has at least one visible character."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__regex": r"\S"}),
        violation_error_message=f"The {field.replace('_', ' ')} must not be blank.",
    )


def one_of(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Return the constraint that `field` holds a value of `choices`."""
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__in": choices.values}))


def country_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that a country is empty or two capital letters (ISO 3166)."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(country="") | models.Q(country__regex=COUNTRY_PATTERN),
        violation_error_message="A country is its two-letter ISO 3166 code, such as IR.",
    )


def language_constraint(
    name: str, field: str = "language", *, required: bool = False
) -> models.CheckConstraint:
    """Return the constraint that a language is a BCP 47 tag, or empty unless `required`."""
    condition = models.Q(**{f"{field}__regex": LANGUAGE_PATTERN})
    return models.CheckConstraint(
        name=name,
        condition=condition if required else models.Q(**{field: ""}) | condition,
        violation_error_message="A language is a BCP 47 tag, such as fa, en or en-GB.",
    )


def country_field() -> CountryField:
    """Return the column of a country, "" for none."""
    return CountryField(
        max_length=2, blank=True, help_text="ISO 3166 alpha-2, such as IR; empty if none."
    )


def language_field(**options: Any) -> LanguageField:
    """Return the column of a BCP 47 language tag."""
    options = {"max_length": 35, "help_text": "BCP 47, such as fa or en.", **options}
    return LanguageField(**options)
