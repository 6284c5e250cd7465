"""A save over somebody else's newer save: what each side changed, and the form with both.

What only they have changed since is taken over into the form; what both changed is shown word by
word and stays as it was typed. Saving once more then keeps the typed words over theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from people.diff import DiffToken, word_diff
from people.history import who_saved


class VersionField(forms.CharField):
    """Tells which version was shown; by itself it is no change of the row.

    "3" is version 3. Rows that are chosen beside it raise no version of it, so they are named:
    "3 topics:4,9".
    """

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed: theirs turned into yours; or that they alone did."""

    label: str
    diff: tuple[DiffToken, ...]
    is_theirs: bool


def version_shown(form: Any) -> str:
    """Return what the form's VersionField tells of the row as the form begins."""
    chosen = (
        f" {name}:{','.join(sorted(str(row.pk) for row in form.initial.get(name, [])))}"
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelMultipleChoiceField) and form.initial.get(name)
    )
    return f"{form.instance.version}{''.join(chosen)}"


def describe_conflict(form: Any, theirs: Any) -> SafeString | None:
    """Return what to tell of the newer row; `form` takes over what only they changed.

    `form` is bound and its fields are cleaned; `theirs` is the same form of the newer row,
    unbound. None for a row among others of a page of which nothing that is entered differs.
    From now on `form` shows the newer version: what is sent next has seen both sides.
    """
    differences = list(_differences(form, theirs))
    # Only rows on the page of another have a prefix: looking their words up again changes them.
    if form.prefix and not differences:
        return None
    show(form, "shown_version", version_shown(theirs))
    who, at = who_saved(theirs.instance)
    context = {"differences": differences, "who": who, "at": at, "row": theirs.instance}
    return render_to_string("admin/curation/_conflict.html", context)


def show(form: Any, name: str, value: Any) -> None:
    """Let the bound `form` show `value` in the field instead of what was sent."""
    key, data = form.add_prefix(name), form.data.copy()
    data.pop(key, None)
    if isinstance(value, list):
        data.setlist(key, [str(_raw(one)) for one in value])
    elif value not in (None, False):
        data[key] = str(value)
    form.data = data


def _differences(form: Any, theirs: Any) -> Iterator[Difference]:
    shown = _as_shown(form, theirs)
    for name, field in form.fields.items():
        if name == "shown_version" or name not in form.cleaned_data or name not in theirs.initial:
            continue
        mine, newer = _raw(form.cleaned_data[name]), _raw(theirs.initial[name])
        # Without its history, nobody can tell who changed what differs: both, to be sure.
        before = _raw(shown[name]) if shown else None
        if not _differ(field, newer, mine) or (shown and not _differ(field, before, newer)):
            continue
        is_theirs = bool(shown) and not _differ(field, before, mine)
        sides = (before, newer) if is_theirs else (newer, mine)
        diff = word_diff(*(told(field, side) for side in sides))
        if is_theirs:
            show(form, name, field.prepare_value(newer))
        yield Difference(str(field.label), diff, is_theirs)


def _differ(field: forms.Field, one: Any, other: Any) -> bool:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return set(map(str, one or [])) != set(map(str, other or []))
    return field.has_changed(one, other)


def _as_shown(form: Any, theirs: Any) -> dict[str, Any] | None:
    """Return the values of the version that the form began with, as the history has it."""
    version, *chosen = form.cleaned_data["shown_version"].split()
    model = type(theirs.instance)
    events = model.pgh_event_model.objects.filter(pgh_obj_id=theirs.instance.pk)
    event = events.filter(version=version).last() if version.isdecimal() else None
    if event is None:
        return None
    columns = [field.attname for field in model._meta.concrete_fields]
    row = model(**{column: getattr(event, column, None) for column in columns})
    many: dict[str, list[Any]] = {field.name: [] for field in model._meta.many_to_many}
    many |= {name: keys.split(",") for name, _, keys in (one.partition(":") for one in chosen)}
    return type(theirs)(instance=row).initial | many


def told(field: forms.Field, value: Any) -> str:
    """Return a field's value as a curator reads it: rows by name, choices by label."""
    if value in (None, "") or value == []:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list) else [value]
        model: Any = field.queryset.model  # type: ignore[union-attr]
        rows = model._base_manager.filter(pk__in=[_raw(key) for key in keys])
        return ", ".join(map(str, rows))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    return str(value)


def _raw(value: Any) -> Any:
    """Return what a field would receive: a chosen row is its key."""
    if isinstance(value, models.QuerySet | list):
        return [getattr(row, "pk", row) for row in value]
    return getattr(value, "pk", value)
