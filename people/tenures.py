"""The office somebody held on a day: what the record knows, and what it warns of."""

from dataclasses import dataclass

from people.models import Person, Tenure
from people.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The one tenure that fits, if there is exactly one; else why none was chosen.

    `fitting` are those to choose from where several fit.
    """

    tenure: Tenure | None
    warning: str = ""
    fitting: tuple[Tenure, ...] = ()


def suggest_tenure(person: Person, said_on: PartialDate | None) -> Suggestion:
    """Return the office that `person` held on that day.

    A day that is not known fits every tenure, and a tenure whose ends are not known fits every
    day: where that leaves several, none is chosen.
    """
    tenures = person.tenures.select_related("office__organization")
    if said_on is not None:
        if person.died and said_on.earliest > person.died.latest:
            return Suggestion(None, f"{person} died on {person.died}, before it was said.")
        tenures = tenures.overlapping(said_on.earliest, said_on.latest)
    fitting = list(tenures.newest_first())
    if not fitting:
        return Suggestion(None, f"The record knows no office that {person} held {_when(said_on)}.")
    if len(fitting) > 1:
        titles = "; ".join(str(tenure.office) for tenure in fitting)
        warning = f"{person} may have held several offices {_when(said_on)}: {titles}."
        return Suggestion(None, warning, tuple(fitting))
    return Suggestion(fitting[0])


def why_not_held(tenure: Tenure, person: Person, said_on: PartialDate | None) -> str:
    """Return why `person` cannot have said something in this tenure on that day; "" if they can."""
    if tenure.person_id != person.pk:
        return "This office was held by somebody else than the speaker."
    if said_on is None:
        return ""
    held = person.tenures.overlapping(said_on.earliest, said_on.latest)
    if held.filter(pk=tenure.pk).exists():
        return ""
    suggested = suggest_tenure(person, said_on)
    advice = f" Held then: {suggested.tenure.office}." if suggested.tenure else ""
    return f"This office was not held on {said_on}.{advice}"


def _when(said_on: PartialDate | None) -> str:
    return f"then ({said_on})" if said_on else "at all"
