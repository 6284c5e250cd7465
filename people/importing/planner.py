"""What planning people, organizations, offices and outlets has in common: whose row it is."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from people.importing.found import FoundIdentifier
from people.importing.plan import Action, Answer, Answered, Candidate, Plan, Question, Ref, Step
from people.importing.record import addressed, identified, identifiers_of, ids_of, rows_of

IDENTITY = (Answer.SAME, Answer.DIFFERENT, Answer.LATER)
VALUE = (Answer.KEEP, Answer.TAKE, Answer.LATER)


class Planner:
    """Plans the rows of one model; `targets` says which row each key of the file turned out to be.

    A target is a primary key, a `Ref` to a row that the plan creates, or None while a curator is
    asked.
    """

    model: type[Any]
    # The model of its identifiers; the column there that names the owner.
    identifiers: tuple[type[Any], str]
    # What is compared of a row, beside its own columns.
    related: tuple[str, ...] = ()

    def __init__(self, answers: Mapping[str, Answered], plan: Plan) -> None:
        self.answers, self.plan = answers, plan
        self.targets: dict[str, int | Ref | None] = {}
        self.rows: dict[int, Any] = {}
        self.known: dict[FoundIdentifier, int] = {}
        self.shared: set[FoundIdentifier] = set()
        self.addressed: dict[str, int] = {}

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def load(self, founds: Collection[Any]) -> None:
        """Fetch the rows on record that the identifiers of the file name."""
        owners = Counter(identifier for found in founds for identifier in ids_of(found))
        # An id that the file gives to two says nothing of either.
        self.shared = {identifier for identifier, number in owners.items() if number > 1}
        self.known = identified(*self.identifiers, owners.keys() - self.shared)
        self.addressed = addressed(self.model, {found.slug for found in founds if found.slug})
        self.fetch([*self.known.values(), *self.addressed.values()])

    def fetch(self, pks: Iterable[int]) -> list[Any]:
        """Return these rows on record, each fetched once."""
        wanted = list(dict.fromkeys(pks))
        self.rows |= rows_of(self.model, self.related, [pk for pk in wanted if pk not in self.rows])
        return [self.rows[pk] for pk in wanted if pk in self.rows]

    def step_of(self, found: Any, label: str) -> Step:
        step = Step(self.model, found.key, found.where, label)
        self.plan.steps.append(step)
        return step

    def knows(self, row: Any, found: Any) -> bool:
        """Return whether a row says all that the file says of one at the same address.

        Two records may have namesakes at one address: only where nothing would be added to it is
        the address enough.
        """
        raise NotImplementedError

    def identify(self, found: Any, step: Step) -> int | None:
        """Return the row that the identifiers name; None if none, or if they name several."""
        at_address = self.addressed.get(found.slug)
        if at_address is not None and self.knows(self.rows[at_address], found):
            return at_address
        named = self._named(found)
        if len(named) > 1:
            text = f"The ids of {step.label} belong to several on record. Which one is it?"
            return self.ask_identity(found, step, self.fetch(named), text, must_exist=True)
        return named.pop() if named else None

    def is_named(self, found: Any) -> bool:
        """Return whether identifiers say which row it is, so that nothing else is looked at."""
        return bool(self._named(found))

    def _named(self, found: Any) -> set[int]:
        return {self.known[i] for i in ids_of(found) if i in self.known}

    def ask_identity(
        self, found: Any, step: Step, rows: list[Any], text: str, *, must_exist: bool = False
    ) -> int | None:
        """Return the row that a curator said it is; else None, and the step asks or creates."""
        key = self.question_key(found, "identity")
        answered = self.answers.get(key)
        if answered and answered.answer == Answer.SAME and answered.chosen in self._pks(answered):
            return answered.chosen
        if answered and answered.answer == Answer.DIFFERENT and not must_exist:
            return None
        candidates = tuple(Candidate(row.pk, self.describe(row)) for row in rows)
        answers = (Answer.SAME, Answer.LATER) if must_exist else IDENTITY
        step.questions.append(Question(key, self.name, found.where, text, answers, candidates))
        step.action = Action.ASK
        return None

    def _pks(self, answered: Answered) -> set[int]:
        """Return the chosen row, if it is still on record."""
        return {row.pk for row in self.fetch([answered.chosen])} if answered.chosen else set()

    def question_key(self, found: Any, about: str) -> str:
        """Return what names a question about a row of a file wherever the file is read again."""
        ids = sorted(f"{i.scheme} {i.value}" for i in found.identifiers)
        who = "; ".join(ids) or f"{found.key} ({getattr(found, 'name', '')})"
        return f"{self.name} {who}: {about}"[:500]

    def describe(self, row: Any) -> str:
        return str(row)[:200]

    def offer_value(self, step: Step, row: Any, name: str, theirs: Any, ours: Any) -> None:
        """Write the file's value over the record's if a curator said so; else ask, once."""
        if self.is_taken(step, row, name, theirs, ours):
            step.values[name] = theirs

    def is_taken(self, step: Step, row: Any, name: str, theirs: Any, ours: Any) -> bool:
        """Return whether a curator took the file's value; asks unless they answered."""
        key = f"{self.name} {row.pk}: {name} is {ours}, not {theirs}"[:500]
        answered = self.answers.get(key)
        if answered and answered.answer in (Answer.KEEP, Answer.TAKE):
            return answered.answer == Answer.TAKE
        text = f"{self.describe(row)}: {name} is {ours} on record, and {theirs} in the file."
        step.questions.append(Question(key, self.name, step.where, text, VALUE))
        return False

    def address(self, found: Any) -> dict[str, str]:
        """Return the address that the file gives a new row, where the record has it free."""
        is_free = found.slug and found.slug not in self.addressed
        return {"slug": found.slug} if is_free else {}

    def create(self, step: Step, values: dict[str, Any], children: list[Any]) -> None:
        step.action, step.values, step.children = Action.CREATE, values, children
        self.targets[step.key] = Ref(self.name, step.key)

    def matched(self, step: Step, pk: int) -> Any:
        """Note that the step is about a row on record, and return the row."""
        row = self.fetch([pk])[0]
        step.pk, step.version, self.targets[step.key] = pk, row.version, pk
        return row

    def new_identifiers(
        self, found: Any, row: Any = None
    ) -> list[tuple[type[Any], dict[str, Any]]]:
        """Return the identifiers to be added; one that another row has is told of, not taken."""
        model, _ = self.identifiers
        own = identifiers_of(row) if row else set()
        added = []
        slug = row.slug if row else self.address(found).get("slug")
        # At its own address, the file's id says nothing that the address does not.
        ids = found.identifiers if found.slug and slug == found.slug else ids_of(found)
        for identifier in ids:
            if identifier in self.shared:
                self._leave_out(found, identifier, "is given to two in the file")
            elif identifier in self.known and (not row or self.known[identifier] != row.pk):
                self._leave_out(found, identifier, "is another's on record")
            elif identifier not in own:
                added.append((model, {"scheme": identifier.scheme, "value": identifier.value}))
        return added

    def _leave_out(self, found: Any, identifier: FoundIdentifier, why: str) -> None:
        name = f"{identifier.scheme} {identifier.value}"
        self.plan.notes.append(f"{found.where}: {name} {why}, and was left out.")

    def new_names(
        self, model: type[Any], names: Iterable[Any], known: set[str]
    ) -> list[tuple[type[Any], dict[str, Any]]]:
        """Return other forms of a name that are not known in any language yet."""
        added = []
        for other in names:
            if other.name not in known:
                values = {"name": other.name, "kind": other.kind, "language": other.language}
                added.append((model, values))
        return added
