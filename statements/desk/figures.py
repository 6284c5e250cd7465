"""How often the extractor was right, counted from what curators made of its proposals."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.fields.json import KT

from statements.desk.models import ProposalState, ProposedStatement

MISSED = "missed"


@dataclass(slots=True)
class Figure:
    """The decisions on proposals of one kind; `corrected` counts what was changed in them."""

    kind: str
    unchanged: int = 0
    changed: int = 0
    rejected: int = 0
    merged: int = 0
    corrected: Counter[str] = field(default_factory=Counter)

    @property
    def decided(self) -> int:
        return self.unchanged + self.changed + self.rejected + self.merged

    @property
    def right(self) -> int:
        """Percent accepted unchanged of those decided."""
        return round(100 * self.unchanged / self.decided) if self.decided else 0

    @property
    def changes(self) -> list[tuple[str, int]]:
        return self.corrected.most_common()


def figures() -> list[Figure]:
    """Return one figure for each kind, the most frequent first; [] before the first decision.

    Words that a curator marked or split off count as the kind "missed" and, accepted, as changed.
    """
    decided = ProposedStatement.objects.exclude(state=ProposalState.PENDING)
    kinds: dict[str, Figure] = {}
    rows = decided.annotate(kind=KT("original__kind")).order_by()
    for kind, state, corrected, count in rows.values_list("kind", "state", "corrected").annotate(
        count=Count("pk")
    ):
        figure = kinds.setdefault(kind or MISSED, Figure(kind or MISSED))
        if state == ProposalState.ACCEPTED:
            is_changed = bool(corrected) or kind is None
            name = "changed" if is_changed else "unchanged"
            for each in corrected if kind else ():
                figure.corrected[each] += count
        else:
            name = str(state)
        setattr(figure, name, getattr(figure, name) + count)
    return sorted(kinds.values(), key=lambda figure: -figure.decided)
