"""What the database refused, told at the field where it can be cured."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError

# The field that cures what a trigger refuses which is not called after it.
CURED_AT = {"refuse_cycle": "parent"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The database's message, and the constraint that it names; both may be ""."""

    message: str
    constraint: str = ""

    def field_of(self, form: Any) -> str | None:
        """Return the field of the form that the constraint is named after; None for none.

        Constraints are called app_model_what: the longest name in it is the most exact.
        """
        table = f"{form._meta.model._meta.db_table}_"
        if not self.constraint.startswith(table):
            return None
        name = self.constraint.removeprefix(table)
        about = f"_{CURED_AT.get(name, name)}_"
        return max((name for name in form.fields if f"_{name}_" in about), key=len, default=None)


def refusal_of(error: DatabaseError) -> Refusal:
    """Return what the database said of a write it refused, without its inner workings."""
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    message = getattr(diagnosis, "message_primary", None) or "The database refused it."
    if message.startswith(("duplicate key", "could not create unique")):
        message = "There is another of that kind already: this must be the only one."
    return Refusal(message, name)
