"""Going back: to an earlier version of a row, or to a row that was deleted."""

from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone

from people.history import Part, content_of, partial_dates_of, parts_of


def restore(part: Part, owner: Any, event_id: int) -> None:
    """Give a row the content it had after that event, as a new version.

    The row is one of `part` that belongs to the primary key `owner`. Where it stands in the
    workflow is not restored, unless it was deleted: then all of it comes back, under its old key
    and addresses, and with it what went in the same transaction. Raises the event model's
    DoesNotExist if the event is of another row.
    """
    event = part.model.pgh_event_model.objects.get(pgh_id=event_id, **{part.column: owner})
    row = part.model._base_manager.filter(pk=event.id).first()
    if row is None:
        _bring_back(part.model, event)
        return
    columns = {
        f"{date.name}_{suffix}" for date in partial_dates_of(part.model) for suffix in date.columns
    }
    for field in content_of(part.model, event):
        if field.editable or field.name in columns:
            setattr(row, field.attname, getattr(event, field.attname))
    row.save()


def _bring_back(model: Any, event: Any) -> None:
    deleted = model.pgh_event_model.objects.filter(id=event.id, pgh_label="delete")
    went_at = deleted.values_list("pgh_created_at", flat=True).latest("pgh_id")
    row = as_row(model, event)
    if hasattr(row, "version"):
        # Higher than any form that was open then can carry.
        row.version = deleted.latest("pgh_id").version + 1
        row.updated_at = timezone.now()
    row.save(force_insert=True)
    for part in parts_of(model):
        went = part.model.pgh_event_model.objects.filter(
            **{part.column: event.id}, pgh_label="delete", pgh_created_at=went_at
        )
        for lost in went.order_by("id"):
            _bring_back(part.model, lost)


def as_row(model: Any, event: Any) -> Any:
    """Return the row as the event has it, not saved."""
    tracked = {field.attname for field in event._meta.concrete_fields}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in tracked]
    return model(**{name: getattr(event, name) for name in names})


def deleted_rows(model: Any, *, before: int | None, limit: int) -> list[tuple[Any, Any]]:
    """Return what was deleted and is not back, newest first: each row and the event of its end.

    Only what came to its end before the event numbered `before`.
    """
    there = model._base_manager.filter(pk=OuterRef("id"))
    events = model.pgh_event_model.objects.filter(~Exists(there), pgh_label="delete")
    if before is not None:
        events = events.filter(pgh_id__lt=before)
    found = list(events.select_related("pgh_context").order_by("-pgh_id")[:limit])
    rows = [as_row(model, event) for event in found]
    # What they are named after, one query a model.
    links = [field.name for field in model._meta.concrete_fields if field.is_relation]
    prefetch_related_objects(rows, *links)
    return list(zip(rows, found, strict=True))
