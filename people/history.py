"""The history of a row: what each change changed, who made it, and going back to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from people.fields import PartialDateField

# Kept by the database for every version; no change of the row's content.
UNTOLD = {"version", "created_at", "updated_at"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One event: `who` is the signed-in user, or the database's own where nobody was."""

    event_id: int
    label: str
    who: str
    at: datetime
    fields: list[FieldChange]


def events_of(row: Any) -> list[Change]:
    """Return the changes of `row`, newest first, each with the fields it changed."""
    events = list(
        type(row)
        .pgh_event_model.objects.filter(pgh_obj_id=row.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    names = _user_names(events)
    changes, before = [], None
    for event in events:
        changes.append(
            Change(
                event.pgh_id,
                {"insert": "entered", "update": "changed", "delete": "deleted"}[event.pgh_label],
                names.get(_user_id(event)) or event.pgh_database_user,
                event.pgh_created_at,
                _differences(row, before, event),
            )
        )
        before = event
    return changes[::-1]


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
            differences.append(FieldChange(label, _shown(field, old), _shown(field, new)))
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
