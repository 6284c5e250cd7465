"""What a report asks: which statements, and how they are told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.http import QueryDict

from statements.columns import COLUMNS, USUAL
from statements.reports.dimensions import DIMENSIONS

ROWS, COUNTS, CROSS = "rows", "counts", "cross"
FORMS = {
    ROWS: "rows",
    COUNTS: "counts by one",
    CROSS: "a cross-table of two",
}


class ReportError(Exception):
    """The question cannot be answered; `str()` says why, and what helps."""


@dataclass(frozen=True, slots=True)
class Definition:
    """`filter` is a query string, as a list's address has it; `columns` are in order."""

    filter: str = ""
    form: str = COUNTS
    columns: tuple[str, ...] = USUAL
    by: str = "speaker"
    across: str = "month"

    def faults(self) -> list[str]:
        """Return what is wrong with it, a sentence each; [] if it can be answered."""
        said = []
        if self.form not in FORMS:
            said.append("Choose a form: rows, counts or a cross-table.")
        unknown = [name for name in self.columns if name not in COLUMNS]
        if unknown:
            said.append(f"There is no column “{unknown[0]}”.")
        if self.form == ROWS and not self.columns:
            said.append("Choose at least one column.")
        if self.form in (COUNTS, CROSS) and self.by not in DIMENSIONS:
            said.append("Choose by what to count.")
        if self.form == CROSS and self.across not in DIMENSIONS:
            said.append("Choose what stands across.")
        if self.form == CROSS and self.by == self.across:
            said.append("A cross-table needs two different things.")
        return said + self._wrong_filters()

    def _wrong_filters(self) -> list[str]:
        filterset = self.filterset()
        wrong = [f"{name}: there is no such filter." for name in filterset.unknown_parameters()]
        if not filterset.is_valid():
            for name, errors in filterset.errors.items():
                field = filterset.form.fields.get(name)
                wrong += [f"{field.label if field else name}: {error}" for error in errors]
        return wrong

    def filterset(self) -> Any:
        # Reports are models of the app whose models the filter speaks of.
        from statements.models import Statement
        from statements.reports.filters import ReportFilter

        return ReportFilter(QueryDict(self.filter), queryset=Statement.objects.all())

    def statements(self) -> Any:
        """Return the statements asked for, in no order. Raises ReportError, never all of them."""
        if faults := self.faults():
            raise ReportError(" ".join(faults))
        return self.filterset().qs.order_by()

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "columns": list(self.columns)}

    @classmethod
    def of(cls, row: Any) -> Definition:
        """Return what a report, or a run of one, asks."""
        return cls(**{**row.definition, "columns": tuple(row.definition["columns"])})

    def told(self) -> str:
        """Return the filter in words: "Status: published; Speaker: anna-lindqvist"."""
        labels = {name: str(one.label or name) for name, one in self.filterset().filters.items()}
        asked = QueryDict(self.filter)
        parts = [
            f"{labels.get(name, name)}: {', '.join(asked.getlist(name))}"
            for name in asked
            if any(asked.getlist(name))
        ]
        return "; ".join(parts) or "all statements"
