"""What every curated row has: a version, its times, and a history kept by the database.

The database does the work, so that it also happens for imports, bulk updates and plain SQL.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from pghistory import models as history_models

ModelClass = TypeVar("ModelClass", bound=type[models.Model])

# The trigger ignores what the writer sends for both columns: a stale instance that is saved
# unchanged must neither raise the version nor put an older one back.
COUNT_VERSIONS = pgtrigger.Trigger(
    name="count_versions",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        NEW.version := OLD.version;
        NEW.updated_at := OLD.updated_at;
        IF NEW IS DISTINCT FROM OLD THEN
            NEW.version := OLD.version + 1;
            NEW.updated_at := now();
        END IF;
        RETURN NEW;
    """,
)


class Curated(models.Model):
    """A row that people edit: `version` counts its changes, from 1."""

    version = models.PositiveIntegerField(db_default=1, default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        triggers = [COUNT_VERSIONS]


class Event(history_models.Event):
    """One change of one row. A million statements make more events than 32 bits can number."""

    pgh_id = models.BigAutoField(primary_key=True)
    # Who is named by the request's context; a change made by plain SQL still names its role.
    pgh_database_user = models.CharField(
        max_length=63, db_default=RawSQL("current_user", ()), editable=False
    )

    class Meta:
        abstract = True


def keeps_history(**options: object) -> Callable[[ModelClass], ModelClass]:
    """Return a class decorator that records each insert, update and delete as an event.

    `options` go to `pghistory.track`. Events can be neither changed nor deleted.
    """
    return pghistory.track(
        # By command: the events of a thousand new rows are written at once. Changes are noted row
        # by row: a plan that matches old rows with new ones would be made for the first command's
        # few rows and kept for thousands.
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=Event,
        append_only=True,
        **options,
    )
