"""People of a file: found on record by identifier, then by name with birth, office and date."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from people.importing.found import Found, FoundName, FoundPerson
from people.importing.matching import Held, Verdict, is_same_script, judge_person, likest
from people.importing.plan import Answer, Answered, Plan, Question, Step
from people.importing.planner import VALUE, Planner
from people.importing.planning_offices import OfficePlanner
from people.importing.record import forms_of, identifiers_of, in_batches
from people.importing.tenures import is_within
from people.lookup import person_names
from people.models import Person, PersonIdentifier, PersonName
from people.names import OFFERED, sort_name

# So many people of like names are looked at.
MOST_ALIKE = 8
# The names of so many are looked up by one query.
LOOKED_UP = 200


class PersonPlanner(Planner):
    model = Person
    identifiers = (PersonIdentifier, "person_id")
    related = ("names", "identifiers", "tenures__office__organization")

    def __init__(
        self, found: Found, answers: Mapping[str, Answered], plan: Plan, offices: OfficePlanner
    ) -> None:
        super().__init__(answers, plan)
        self.found = found
        self.load(found.people.values())
        self._alike: dict[str, list[int]] = {}
        self._held: dict[str, list[Held]] = {}
        self._number_held = Counter(tenure.person for tenure in found.tenures)
        for tenure in found.tenures:
            office = offices.targets[tenure.office]
            if isinstance(office, int):
                held = Held(office, tenure.start, tenure.end)
                self._held.setdefault(tenure.person, []).append(held)

    def plan_all(self) -> None:
        people = list(self.found.people.values())
        for some in in_batches(people, LOOKED_UP):
            self._look_up(some)
            for person in some:
                self._plan(person)

    def _look_up(self, people: Sequence[FoundPerson]) -> None:
        """Have at hand whose names are like those of people whom no identifier names."""
        names = list(
            dict.fromkeys(
                name for found in people if not self.is_named(found) for name in _names_of(found)
            )
        )
        found = person_names().search_each(names, limit=MOST_ALIKE)
        keys = ([match.key for match in matches] for matches in found)
        self._alike = dict(zip(names, keys, strict=True))
        self.fetch(key for keys in self._alike.values() for key in keys)

    def describe(self, row: Any) -> str:
        """Return the name with what tells namesakes apart: birth, and an office."""
        offices = [str(tenure.office) for tenure in row.tenures.all()[:1]]
        told = [f"born {row.born}" if row.born else "", row.description, *offices]
        return ", ".join([row.name, *(part for part in told if part)])[:200]

    def knows(self, row: Any, found: FoundPerson) -> bool:
        held = self._held.get(found.key, [])
        tenures = {(tenure.office_id, tenure.start, tenure.end) for tenure in row.tenures.all()}
        return (
            row.name == found.name
            and all(
                is_within(ours, theirs)
                for ours, theirs in ((row.born, found.born), (row.died, found.died))
            )
            and {other.name for other in found.names} <= set(forms_of(row))
            and set(found.identifiers) <= identifiers_of(row)
            and len(held) == self._number_held[found.key]
            and all((one.office, one.start, one.end) in tenures for one in held)
        )

    def _plan(self, found: FoundPerson) -> None:
        step = self.step_of(found, found.name)
        pk = self.identify(found, step)
        if pk is None and not step.questions:
            pk = self._by_name(found, step)
        if pk is not None:
            self._compare(found, step, self.matched(step, pk))
        elif step.questions:
            self.targets[found.key] = None
        else:
            self._create(found, step)

    def _by_name(self, found: FoundPerson, step: Step) -> int | None:
        rows = self.fetch(pk for name in _names_of(found) for pk in self._alike[name])
        held = self._held.get(found.key, [])
        judged = {row.pk: judge_person(found, row, held) for row in rows}
        same = [row for row in rows if judged[row.pk] == Verdict.SAME]
        if len(same) == 1:
            return int(same[0].pk)
        unsure = same or [row for row in rows if judged[row.pk] == Verdict.UNSURE]
        if not unsure:
            return None
        born = f", born {found.born}," if found.born else ""
        text = f"Is “{found.name}”{born} in the file somebody on record?"
        return self.ask_identity(found, step, unsure, text)

    def _create(self, found: FoundPerson, step: Step) -> None:
        name = found.name
        if found.instead:
            key = self.question_key(found, f"called {found.name} or {found.instead}")
            answered = self.answers.get(key)
            if not answered or answered.answer not in (Answer.KEEP, Answer.TAKE):
                self._ask_name(found, step, key)
                return
            name = found.name if answered.answer == Answer.TAKE else found.instead
        step.label = name
        values = {
            "name": name,
            "sort_name": (found.sort_name if name == found.name else "") or sort_name(name),
            "description": found.description,
            "born": found.born,
            "died": found.died,
        }
        names = self.new_names(PersonName, found.names, set() if found.slug else {name})
        self.create(step, values | self.address(found), [*names, *self.new_identifiers(found)])

    def _ask_name(self, found: FoundPerson, step: Step, key: str) -> None:
        text = (
            f"The file calls one person “{found.name}” and “{found.instead}”, which are not alike: "
            f"one may be a slip or vandalism. Keep “{found.instead}”, or take “{found.name}”?"
        )
        step.questions.append(Question(key, self.name, found.where, text, VALUE))
        step.settle()
        self.targets[found.key] = None

    def _compare(self, found: FoundPerson, step: Step, row: Any) -> None:
        for name in ("born", "died"):
            theirs, ours = getattr(found, name), getattr(row, name)
            if theirs and not ours:
                step.values[name] = theirs
            elif theirs and not is_within(ours, theirs):
                self.offer_value(step, row, name, theirs, ours)
        if found.description and not row.description:
            step.values["description"] = found.description
        names = [*self._own_name(found, step, row), *found.names]
        known = set(forms_of(row))
        step.children = [
            *self.new_names(PersonName, names, known),
            *self.new_identifiers(found, row),
        ]
        step.settle()

    def _own_name(self, found: FoundPerson, step: Step, row: Any) -> list[FoundName]:
        """Return the file's name as another form of the person's, unless it is unlike them all."""
        forms = forms_of(row)
        if found.name in forms:
            return []
        comparable = [form for form in forms if is_same_script(form, found.name)]
        is_unlike = bool(comparable) and likest(found.name, comparable) < OFFERED
        if is_unlike and not self.is_taken(step, row, "name", found.name, row.name):
            return []
        return [FoundName(found.name)]


def _names_of(found: FoundPerson) -> list[str]:
    return list(dict.fromkeys(filter(None, (found.name, found.instead))))
