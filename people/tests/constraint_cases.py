"""Each constraint of a table with what it refuses and accepts, by plain SQL and through forms.

An app's `tests/test_constraints.py` holds its cases; `names_of` says which there must be, so that
no constraint can be added without them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, models, transaction

from people.tests.database import assert_refused, check_now, update

Columns = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A row to change, and the columns that the constraint refuses or accepts in it.

    A value that can be called is called first: it makes the row that a column refers to.
    """

    make: Callable[[], models.Model]
    refused: list[Columns]
    accepted: list[Columns]


def not_blank(make: Callable[[], models.Model], column: str, accepted: str = "x") -> Case:
    return Case(make, [{column: value} for value in ("", " ", "\n\t")], [{column: accepted}])


def one_of(make: Callable[[], models.Model], column: str, choices: list[str]) -> Case:
    return Case(make, [{column: "?"}, {column: ""}], [{column: value} for value in choices])


def slug(make: Callable[[], models.Model]) -> Case:
    wrong = ("", "A", "a_b", "a b", "-a", "a-", "a--b", "é", "a\n")
    return Case(make, [{"slug": value} for value in wrong], [{"slug": "a"}, {"slug": "a-2-b"}])


def language(make: Callable[[], models.Model], *, required: bool) -> Case:
    wrong = ["Farsi", "f", "fa_IR", "fa-", "fa-I"] + [""] * required
    right = ["fa", "en-GB", "zh-Hant-TW"] + [""] * (not required)
    return Case(
        make, [{"language": value} for value in wrong], [{"language": value} for value in right]
    )


def country(make: Callable[[], models.Model]) -> Case:
    wrong, right = ("ir", "I", "I1"), ("IR", "")
    return Case(
        make, [{"country": value} for value in wrong], [{"country": value} for value in right]
    )


def web_address(make: Callable[[], models.Model], column: str) -> Case:
    wrong = ("javascript:alert(1)", "/reports/1", "https://", "ftp://a.example/1", "https:///x")
    right = ("https://a.example", "http://a.example/1?b=2")
    return Case(make, [{column: value} for value in wrong], [{column: value} for value in right])


def partial_date(make: Callable[[], models.Model], name: str, **with_it: Any) -> Case:
    """A date known in part: earliest, latest and precision say the same or are all missing."""

    def columns(earliest: str | None, latest: str | None, precision: str) -> Columns:
        return {
            f"{name}_earliest": earliest and date.fromisoformat(earliest),
            f"{name}_latest": latest and date.fromisoformat(latest),
            f"{name}_precision": precision,
            **with_it,
        }

    return Case(
        make,
        refused=[
            columns("2017-12-13", None, "day"),
            columns(None, "2017-12-13", "day"),
            columns("2017-12-13", "2017-12-13", ""),
            columns(None, None, "day"),
            columns("2017-12-13", "2017-12-14", "day"),
            columns("2017-12-14", "2017-12-13", "year"),
            columns("2017-12-02", "2017-12-31", "month"),
            columns("2017-01-01", "2017-11-30", "year"),
            columns("2016-01-01", "2017-12-31", "circa"),
            columns("2017-12-13", "2017-12-13", "hour"),
            columns("1396-09-22", "1396-09-22", "day"),
        ],
        accepted=[
            columns(None, None, ""),
            columns("2017-12-13", "2017-12-13", "day"),
            columns("2016-02-01", "2016-02-29", "month"),
            columns("2017-01-01", "2017-12-31", "year"),
            columns("2014-01-01", "2016-12-31", "circa"),
        ],
    )


def names_of(app: str) -> set[str]:
    """Return the names of the check constraints of an app's tables, history's own aside."""
    return {
        constraint.name
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }


def unique_of(app: str) -> list[Any]:
    """Return a parameter for each thing an app's tables hold only once: model, name, columns."""
    found = []
    for model in apps.get_app_config(app).get_models():
        if model._meta.proxy or model.__name__.endswith("Event"):
            continue
        found += [
            pytest.param(model, constraint.name, constraint.fields, id=constraint.name)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        ]
        found += [
            pytest.param(
                model,
                f"{model._meta.db_table}_{field.column}_key",
                (field.name,),
                id=f"{model._meta.db_table}_{field.column}",
            )
            for field in model._meta.local_fields
            if field.unique and not field.primary_key and field.name != "public_id"
        ]
    return found


def _made(columns: Columns) -> Columns:
    return {name: value() if callable(value) else value for name, value in columns.items()}


def assert_by_sql(name: str, case: Case) -> None:
    for columns in case.refused:
        assert_refused(name, update, case.make(), **_made(columns))
    for columns in case.accepted:
        # Undone again: what is accepted here may be unique.
        with transaction.atomic():
            row = case.make()
            if columns:
                update(row, **_made(columns))
            check_now()
            transaction.set_rollback(True)


def tried_in_forms(cases: dict[str, Case]) -> list[str]:
    """Return the names of what a form can be wrong in.

    Not partial dates: a form has one text for each, which cannot contradict itself.
    """
    return [name for name in cases if not name.endswith("_partial")]


def assert_by_form(case: Case) -> None:
    """Expect of a model's own validation, which every form runs, what the database says."""
    for columns in case.refused:
        row = _changed(case.make(), columns)
        try:
            row.full_clean()
        except ValidationError:
            continue
        pytest.fail(f"A form accepts {columns}.")
    for columns in case.accepted:
        _changed(case.make(), columns).full_clean()


def _changed(row: models.Model, columns: Columns) -> models.Model:
    for column, value in _made(columns).items():
        setattr(row, row._meta.get_field(column).attname, value)
    return row


def assert_unique(name: str, make: Callable[[], models.Model], fields: tuple[str, ...]) -> None:
    """Expect two rows to differ in one of `fields`, by plain SQL and through forms."""
    first, second = make(), make()
    columns = {
        field.column: getattr(first, field.attname)
        for field in (first._meta.get_field(one) for one in fields)
    }
    assert_refused(name, update, second, **columns)
    for column, value in columns.items():
        setattr(second, column, value)
    with pytest.raises(ValidationError):
        second.full_clean()


def assert_public_id(make: Callable[..., models.Model]) -> None:
    """Expect an id of its form, unlike any other, that is never changed."""
    first = make()
    table = first._meta.db_table
    for wrong in ("", "123456789", "ABCDEFGHJK", "abcdefghji"):
        assert_refused(f"{table}_public_id_form", make, public_id=wrong)
    assert make(public_id="0123456789").public_id == "0123456789"
    assert_refused(f"{table}_public_id_key", make, public_id=first.public_id)
    with pytest.raises(ProgrammingError), transaction.atomic():
        update(first, public_id="123456789a")
