"""The history of a row: what each change changed, who made it, and going back to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from people.diff import DiffToken, word_diff
from people.fields import PartialDateField

# Kept by the database for every version; no change of the row's content.
UNTOLD = {"version", "created_at", "updated_at"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's words before and after, as one text with what went and what came."""

    label: str
    diff: tuple[DiffToken, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One event: `who` is the signed-in user, or the database's own where nobody was.

    `part` says which row it was, where that is not the row itself: "translation 3".
    """

    event_id: int
    part: str
    label: str
    who: str
    at: datetime
    fields: list[FieldChange]


def changes_of(row: Any, parts: Iterable[tuple[Any, str]] = ()) -> list[Change]:
    """Return the changes of `row` and its parts, newest first, each with the fields it changed.

    `parts` are other models and the column by which their rows belong to `row`; what was deleted
    since is among them.
    """
    changes = _changes(type(row), "", pgh_obj_id=row.pk)
    for model, column in parts:
        changes += _changes(model, model._meta.verbose_name, **{column: row.pk})
    return sorted(changes, key=lambda change: (change.at, bool(change.part)), reverse=True)


def _changes(model: Any, part: str, **condition: Any) -> list[Change]:
    events = list(
        model.pgh_event_model.objects.filter(**condition)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    names = _user_names(events)
    changes: list[Change] = []
    before: dict[Any, Any] = {}
    for event in events:
        changes.append(
            Change(
                event.pgh_id,
                f"{part} {event.pgh_obj_id}" if part else "",
                {"insert": "entered", "update": "changed", "delete": "deleted"}[event.pgh_label],
                names.get(_user_id(event)) or event.pgh_database_user,
                event.pgh_created_at,
                _differences(model, before.get(event.pgh_obj_id), event),
            )
        )
        before[event.pgh_obj_id] = event
    return changes[::-1]


def who_saved(row: Any) -> tuple[str, datetime]:
    """Return who made `row` what it is, and when."""
    event = (
        type(row)
        .pgh_event_model.objects.filter(pgh_obj_id=row.pk)
        .select_related("pgh_context")
        .latest("pgh_id")
    )
    name = _user_names([event]).get(_user_id(event))
    return name or event.pgh_database_user, event.pgh_created_at


def restore(row: Any, event_id: int) -> None:
    """Give `row` the content it had after that event, as a new version.

    Content is what people edit; where a row stands in the workflow is not restored. Raises the
    event model's DoesNotExist if the event is not of this row.
    """
    event = type(row).pgh_event_model.objects.get(pgh_id=event_id, pgh_obj_id=row.pk)
    dates = [field for field in row._meta.private_fields if isinstance(field, PartialDateField)]
    columns = {f"{date.name}_{suffix}" for date in dates for suffix in date.columns}
    for field in _content(row, event):
        if not (field.editable or field.name in columns):
            continue
        setattr(row, field.attname, getattr(event, field.attname))
    row.save()


def _content(row: Any, event: Any) -> list[Any]:
    tracked = {field.name for field in event._meta.concrete_fields}
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in UNTOLD and field.name in tracked
    ]


def _differences(row: Any, before: Any, event: Any) -> list[FieldChange]:
    differences = []
    for field in _content(row, event):
        old = getattr(before, field.attname) if before else None
        new = getattr(event, field.attname)
        if old != new and (before or new not in (None, "", [])):
            label = str(field.verbose_name).capitalize()
            diff = word_diff(_shown(field, old), _shown(field, new))
            differences.append(FieldChange(label, diff))
    return differences


def _shown(field: Any, value: Any) -> str:
    if value is None:
        return ""
    if field.is_relation:
        related = field.related_model._base_manager.filter(pk=value).first()
        return str(related) if related else f"#{value}, deleted since"
    return str(value)


def _user_id(event: Any) -> Any:
    return (event.pgh_context.metadata if event.pgh_context else {}).get("user")


def _user_names(events: list[Any]) -> dict[Any, str]:
    users = get_user_model()._default_manager.in_bulk(
        {_user_id(event) for event in events} - {None}
    )
    return {pk: user.get_username() for pk, user in users.items()}
