"""Which of several people of one name spoke: the one who held the row's office on its day."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from people.models import Person
from people.partial_dates import PartialDate
from statements.importing.models import ImportSpeaker, Outcome, StatementImport
from statements.importing.record import chunks
from statements.importing.tenures import Tenures


@dataclass(frozen=True, slots=True)
class ToldApart:
    """A person whom office and day tell from those of the same name; `key` is the rows' speaker."""

    key: str
    printed: str
    person: int
    row_count: int


def tell_apart(of: StatementImport, namesakes: dict[str, list[int]]) -> list[ToldApart]:
    """Give rows to the one of their namesakes who held an office that fits; return those.

    A row that gives neither office nor day tells nothing, and one that fits several is left.
    """
    if not namesakes:
        return []
    people = {person for those in namesakes.values() for person in those}
    tenures = Tenures()
    tenures.prepare(people)
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    rows = of.checked.filter(outcome__in=[Outcome.NEW, Outcome.UPDATE], speaker__in=namesakes)
    for number, printed, values in rows.values_list("number", "speaker", "values").iterator():
        fitting = [one for one in namesakes[printed] if _may_speak(tenures, one, values)]
        if len(fitting) == 1:
            told[printed, fitting[0]].append(number)
    slugs = dict(Person.objects.filter(pk__in=people).values_list("pk", "slug"))
    longest = ImportSpeaker._meta.get_field("printed").max_length or 0
    apart = []
    for (printed, person), numbers in told.items():
        key = f"{printed} ({slugs[person]})"
        if len(key) <= longest:
            for some in chunks(numbers):
                of.checked.filter(number__in=some).update(speaker=key)
            apart.append(ToldApart(key, printed, person, len(numbers)))
    return apart


def _may_speak(tenures: Tenures, person: int, values: dict[str, Any]) -> bool:
    said_on, office = values.get("said_on"), values.get("office", "")
    if not (said_on or office):
        return False
    return tenures.may_speak(person, PartialDate.parse(said_on) if said_on else None, office)
