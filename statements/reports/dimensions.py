"""By what statements are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Func, Q, Value, When
from django.db.models.functions import Coalesce, Concat

from people.codes import language_name
from statements.models.appearances import AppearanceState
from statements.models.curation import Decision
from statements.models.statements import StatementKind, Status


@dataclass(frozen=True, slots=True)
class Dimension:
    """`is_many`: one statement may count in several groups; `is_time`: groups follow in time.

    `called` tells what a code is called, where groups are codes.
    """

    label: str
    expression: Any
    is_many: bool = False
    is_time: bool = False
    nothing: str = "none"
    called: Callable[[str], str] = str

    def name_of(self, group: Any) -> str:
        """Return what readers call a group."""
        return self.called(str(group)) if group not in (None, "") else self.nothing


def _label_in(choices: Any) -> Callable[[str], str]:
    return lambda code: str(choices(code).label)


def _written(column: str, form: str) -> Func:
    return Func(F(column), Value(form), function="to_char", output_field=CharField())


def _said(form: str, *precisions: str) -> Case:
    """A date known less exactly than the groups are is in none of them."""
    known = Q(said_on_precision__in=precisions)
    return Case(When(known, then=_written("said_on_earliest", form)), output_field=CharField())


DIMENSIONS: dict[str, Dimension] = {
    "speaker": Dimension("Speaker", Coalesce("person__name", "organization__name", "attribution")),
    "organization": Dimension(
        "Organization", Coalesce("organization__name", "tenure__office__organization__name")
    ),
    "office": Dimension(
        "Office",
        Case(
            When(
                tenure__isnull=False,
                then=Concat(
                    "tenure__office__title", Value(", "), "tenure__office__organization__name"
                ),
            )
        ),
    ),
    "outlet": Dimension("Outlet", F("appearances__document__outlet__name"), is_many=True),
    "credited_outlet": Dimension(
        "Credited outlet", F("appearances__credited_outlet__name"), is_many=True
    ),
    "topic": Dimension("Topic", F("topics__name"), is_many=True),
    "occasion": Dimension("Occasion", F("occasion__name")),
    "month": Dimension(
        "Month", _said("YYYY-MM", "day", "month"), is_time=True, nothing="not known"
    ),
    "year": Dimension(
        "Year", _said("YYYY", "day", "month", "year"), is_time=True, nothing="not known"
    ),
    "kind": Dimension("Kind", F("kind"), called=_label_in(StatementKind)),
    "language": Dimension("Language", F("language"), called=language_name),
    "status": Dimension("Status", F("status"), called=_label_in(Status)),
    "verification": Dimension(
        "Verification",
        F("appearances__state"),
        is_many=True,
        called=_label_in(AppearanceState),
    ),
    "curator": Dimension("Entered by", F("entered_by__username")),
    "reviewer": Dimension("Reviewed by", F("reviewed_by__username")),
    "decided_by": Dimension("Decided by", F("reviews__decided_by__username"), is_many=True),
    "decision": Dimension(
        "Decision", F("reviews__decision"), is_many=True, called=_label_in(Decision)
    ),
    "entered_month": Dimension("Month entered", _written("created_at", "YYYY-MM"), is_time=True),
    "published_month": Dimension(
        "Month published", _written("published_at", "YYYY-MM"), is_time=True
    ),
}
