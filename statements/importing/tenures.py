"""The office in which something was said, for many rows: what `people.tenures` does for one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz

from people.models import Person, Tenure
from people.names import fold
from people.partial_dates import PartialDate

# From how alike on, 0 to 100, two titles are the same office.
SAME_TITLE = 88.0

_Held = tuple[int, str, date | None, date | None]


class Tenures:
    """The tenures of those who speak in the rows at hand."""

    def __init__(self) -> None:
        self._held: dict[int, list[_Held]] = defaultdict(list)
        self._died: dict[int, date] = {}
        self._asked: set[int] = set()

    def prepare(self, people: Iterable[int]) -> None:
        """Look up the tenures of these people, so that they are at hand."""
        new = set(people) - self._asked
        self._asked |= new
        rows = Tenure.objects.filter(person__in=new).order_by("pk")
        for person, pk, title, start, end in rows.values_list(
            "person_id", "pk", "office__title", "start_earliest", "end_latest"
        ):
            self._held[person].append((pk, fold(title), start, end))
        for person, died in Person.objects.filter(pk__in=new).values_list("pk", "died_latest"):
            if died:
                self._died[person] = died

    def held(self, person: int, said_on: PartialDate | None, office: str) -> int | None:
        """Return the one tenure that fits the day, and the title if one is given; else None."""
        fitting = self._fitting(person, said_on, office)
        return fitting[0][0] if len(fitting) == 1 else None

    def may_speak(self, person: int, said_on: PartialDate | None, office: str) -> bool:
        """Return whether any tenure fits the day, and the title if one is given."""
        return bool(self._fitting(person, said_on, office))

    def _fitting(self, person: int, said_on: PartialDate | None, office: str) -> list[_Held]:
        if said_on and person in self._died and said_on.earliest > self._died[person]:
            return []
        fitting = [held for held in self._held[person] if _overlaps(held, said_on)]
        if office:
            title = fold(office)
            fitting = [
                held for held in fitting if fuzz.token_sort_ratio(held[1], title) >= SAME_TITLE
            ]
        return fitting


def _overlaps(held: _Held, said_on: PartialDate | None) -> bool:
    if said_on is None:
        return True
    _, _, start, end = held
    return (start is None or start <= said_on.latest) and (end is None or end >= said_on.earliest)
