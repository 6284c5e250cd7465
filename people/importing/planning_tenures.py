"""Tenures of a file beside those on record: the same, more exact, at odds, or new."""

from collections.abc import Mapping
from typing import Any

from people.importing.found import Found, FoundTenure
from people.importing.matching import is_together
from people.importing.plan import Action, Answered, Candidate, Plan, Question, Step
from people.importing.planner import IDENTITY, Planner
from people.importing.planning_offices import OfficePlanner
from people.importing.planning_people import PersonPlanner
from people.importing.tenures import is_within
from people.models import Tenure
from people.models.offices import TenureState
from people.partial_dates import PartialDate


class TenurePlanner(Planner):
    model = Tenure

    def __init__(
        self,
        found: Found,
        answers: Mapping[str, Answered],
        plan: Plan,
        people: PersonPlanner,
        offices: OfficePlanner,
    ) -> None:
        super().__init__(answers, plan)
        self.found, self.people, self.offices = found, people, offices
        self._planned: set[tuple[str, str, PartialDate | None]] = set()

    def plan_all(self) -> None:
        for number, tenure in enumerate(self.found.tenures):
            self._plan(f"{number}", tenure)

    def describe(self, row: Any) -> str:
        return f"{row.office.title}, {_period(row.start, row.end)}"

    def _plan(self, key: str, found: FoundTenure) -> None:
        person, office = self.people.targets[found.person], self.offices.targets[found.office]
        name = self.found.people[found.person].name
        title = self.found.offices[found.office].title
        label = f"{name}, {title}, {_period(found.start, found.end)}"
        step = Step(Tenure, key, found.where, label)
        self.plan.steps.append(step)
        if person is None or office is None:
            missing = "person" if person is None else "office"
            step.action, step.why = Action.WAIT, f"waits for the {missing}"
            return
        holding = (str(person), str(office), found.start)
        if holding in self._planned:
            step.why = "told before"
            return
        self._planned.add(holding)
        row = self._on_record(found, step, person, office)
        if row is not None:
            step.pk, step.version = row.pk, row.version
            self._compare(found, step, row)
        elif not step.questions:
            self._create(found, step, person, office)

    def _on_record(self, found: FoundTenure, step: Step, person: Any, office: Any) -> Any:
        """Return the tenure that is meant; None if there is none, or if a curator is asked."""
        if not (isinstance(person, int) and isinstance(office, int)):
            return None
        rows = [t for t in self.people.rows[person].tenures.all() if t.office_id == office]
        self.rows |= {row.pk: row for row in rows}
        exact = [row for row in rows if row.start == found.start]
        likely = exact or [
            row
            for row in rows
            if is_together(found.start, found.end, row)
            and (is_within(row.start, found.start) or is_within(found.start, row.start))
        ]
        if len(likely) == 1:
            return likely[0]
        together = likely or [row for row in rows if is_together(found.start, found.end, row)]
        if together:
            return self._ask(found, step, together)
        return None

    def _ask(self, found: FoundTenure, step: Step, rows: list[Any]) -> Any:
        period = _period(found.start, found.end)
        key = f"tenure {rows[0].person_id} {rows[0].office_id} {period}: identity"
        answered = self.answers.get(key)
        if answered and answered.chosen in self.rows:
            return self.rows[answered.chosen]
        if answered and answered.answer == "different":
            return None
        text = f"Is {step.label}, in the file, the same as a tenure on record?"
        candidates = tuple(Candidate(row.pk, self.describe(row)) for row in rows)
        step.questions.append(Question(key, "tenure", found.where, text, IDENTITY, candidates))
        step.action = Action.ASK
        return None

    def _create(self, found: FoundTenure, step: Step, person: Any, office: Any) -> None:
        step.action = Action.CREATE
        step.values = {
            "person": person,
            "office": office,
            "start": found.start,
            "end": found.end,
            "state": _state(found),
            "note": found.note,
        }

    def _compare(self, found: FoundTenure, step: Step, row: Any) -> None:
        if found.start and not row.start:
            step.values["start"] = found.start
        elif found.start and not is_within(row.start, found.start):
            self.offer_value(step, row, "start", found.start, row.start)
        if found.end:
            self._compare_end(found.end, step, row)
        elif found.is_current and row.state == TenureState.UNKNOWN:
            step.values["state"] = TenureState.CURRENT
        elif (
            found.is_current
            and row.state == TenureState.ENDED
            and self.is_taken(step, row, "state", "current", "ended")
        ):
            step.values |= {"state": TenureState.CURRENT, "end": None}
        if found.note and not row.note:
            step.values["note"] = found.note
        step.settle()

    def _compare_end(self, end: PartialDate, step: Step, row: Any) -> None:
        if row.end and is_within(row.end, end):
            return
        ours = row.end or ("open, and the tenure current" if row.state == "current" else "")
        if not ours or self.is_taken(step, row, "end", end, ours):
            step.values |= {"end": end, "state": TenureState.ENDED}


def _state(found: FoundTenure) -> TenureState:
    """Return what is known: an end that is missing says nothing."""
    if found.end or found.is_over:
        return TenureState.ENDED
    return TenureState.CURRENT if found.is_current else TenureState.UNKNOWN


def _period(start: PartialDate | None, end: PartialDate | None) -> str:
    return f"{start or '…'} – {end or '…'}"
