"""The history of a row and of what belongs to it: what each change changed, and who made it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from people.code_fields import CodeField
from people.diff import DiffToken, word_diff
from people.fields import PartialDateField

# Kept by the database for every version; no change of the row's content.
UNTOLD = {"version", "created_at", "updated_at"}
LABELS = {"insert": "entered", "update": "changed", "delete": "deleted"}


@dataclass(frozen=True, slots=True)
class Part:
    """A model whose rows belong to another's row, by this column."""

    model: Any
    column: str

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's words before and after, as one text with what went and what came."""

    label: str
    diff: tuple[DiffToken, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One event: `who` is the signed-in user, or the database's own where nobody was.

    `part` says which row it was, where that is not the row itself: "translation 3"; `model` names
    its model. `is_current` is said of what the row is now.
    """

    event_id: int
    part: str
    model: str
    label: str
    who: str
    at: datetime
    is_current: bool
    fields: list[FieldChange]


@cache
def parts_of(model: Any) -> tuple[Part, ...]:
    """Return what goes when a row of `model` goes, as far as its history is kept."""
    owned = [
        Part(relation.related_model, relation.field.attname)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and getattr(relation, "on_delete", None) is models.CASCADE
        and hasattr(relation.related_model, "pgh_event_model")
    ]
    # The tables between two models have no class of ours: a proxy of them is what is tracked.
    tracked = {
        proxy._meta.concrete_model: proxy
        for proxy in apps.get_models()
        if proxy._meta.proxy and hasattr(proxy, "pgh_event_model")
    }
    linked = [
        Part(tracked[field.remote_field.through], field.m2m_column_name())
        for field in model._meta.many_to_many
        if field.remote_field.through in tracked
    ]
    return (*owned, *linked)


def changes_of(model: Any, pk: Any, parts: Iterable[Part]) -> list[Change]:
    """Return the changes of a row and its parts, newest first, each with the fields it changed.

    What was deleted since is among them, and so is the row itself if it was.
    """
    own = Part(model, model._meta.pk.attname)
    events = {part: _events(part, pk) for part in (own, *parts)}
    names = _Names(event for several in events.values() for event in several)
    changes = [
        change
        for part, several in events.items()
        for change in _changes(part, several, names, is_own=part is own)
    ]
    return sorted(changes, key=lambda change: (change.at, bool(change.part)), reverse=True)


def who_saved(row: Any) -> tuple[str, datetime]:
    """Return who made `row` what it is, and when."""
    event = _events(Part(type(row), row._meta.pk.attname), row.pk)[-1]
    return _Names([event]).who(event), event.pgh_created_at


def _events(part: Part, pk: Any) -> list[Any]:
    # The event's own key to the row has the index that its copy of the primary key has not.
    column = "pgh_obj_id" if part.column == part.model._meta.pk.attname else part.column
    events = part.model.pgh_event_model.objects.filter(**{column: pk})
    return list(events.select_related("pgh_context").order_by("pgh_id"))


def _changes(part: Part, events: list[Any], names: "_Names", *, is_own: bool) -> list[Change]:
    last = {event.id: event for event in events}
    before: dict[Any, Any] = {}
    changes = []
    for event in events:
        sides = before.get(event.id), event
        if event.pgh_label == "delete":
            sides = event, None
        changes.append(
            Change(
                event.pgh_id,
                "" if is_own else f"{part.model._meta.verbose_name} {event.id}",
                part.label,
                LABELS[event.pgh_label],
                names.who(event),
                event.pgh_created_at,
                last[event.id] is event and event.pgh_label != "delete",
                _differences(part, *sides, names),
            )
        )
        before[event.id] = event
    return changes[::-1]


def content_of(model: Any, event: Any) -> list[Any]:
    """Return the columns of `model` that hold what people mean, as far as the event has them."""
    tracked = {field.name for field in event._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in UNTOLD and field.name in tracked
    ]


def partial_dates_of(model: Any) -> list[PartialDateField]:
    return [field for field in model._meta.private_fields if isinstance(field, PartialDateField)]


def _differences(part: Part, before: Any, after: Any, names: "_Names") -> list[FieldChange]:
    """Return what differs between two events, either of which may be None: no row."""
    model, dates = part.model, partial_dates_of(part.model)
    untold = {f"{date.name}_{suffix}" for date in dates for suffix in date.columns}
    untold |= getattr(model, "UNTOLD_IN_HISTORY", set())
    told = [
        (field, _told(field, before, names), _told(field, after, names))
        for field in content_of(model, before or after)
        if field.name not in untold and field.attname != part.column
    ]
    told += [(date, _told_date(date, before), _told_date(date, after)) for date in dates]
    return [
        FieldChange(str(field.verbose_name).capitalize(), word_diff(old, new))
        for field, old, new in told
        if old != new
    ]


def _told(field: Any, event: Any, names: "_Names") -> str:
    value = getattr(event, field.attname, None)
    if value is None or value == []:
        return ""
    if field.is_relation:
        return names.of(field.related_model, value)
    if isinstance(field, CodeField):
        return field.form_class.name_of(value) if value else ""
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def _told_date(date: PartialDateField, event: Any) -> str:
    known = event is not None and getattr(event, f"{date.name}_precision")
    return str(date.__get__(event, type(event))) if known else ""


class _Names:
    """The names of users and rows that events speak of, one query a model."""

    def __init__(self, events: Iterable[Any]) -> None:
        keys: dict[Any, set[Any]] = defaultdict(set)
        users = get_user_model()
        for event in events:
            keys[users].add(_user_id(event))
            for field in event._meta.concrete_fields:
                if field.is_relation and not field.name.startswith("pgh_"):
                    keys[field.related_model].add(getattr(event, field.attname))
        self._rows = {
            model: model._base_manager.select_related(*_named_after(model)).in_bulk(pks - {None})
            for model, pks in keys.items()
        }

    def of(self, model: Any, pk: Any) -> str:
        row = self._rows[model].get(pk)
        return str(row) if row else f"#{pk}, deleted since"

    def who(self, event: Any) -> str:
        user = self._rows[get_user_model()].get(_user_id(event))
        name = user.get_username() if user else event.pgh_database_user
        # What was changed by an import was read from this file.
        source = (event.pgh_context.metadata if event.pgh_context else {}).get("source")
        return f"{name}, importing {source}," if source else name


def _named_after(model: Any) -> list[str]:
    """Return the rows that a row of `model` may take its name from, up to two steps away."""
    near = [field for field in model._meta.concrete_fields if field.is_relation]
    far = [
        f"{field.name}__{further.name}"
        for field in near
        for further in field.related_model._meta.concrete_fields
        if further.is_relation and not further.null
    ]
    return [field.name for field in near] + far


def _user_id(event: Any) -> Any:
    return (event.pgh_context.metadata if event.pgh_context else {}).get("user")
