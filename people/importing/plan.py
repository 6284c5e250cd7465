"""What would come of a file: one step a row, and the questions that only a curator can answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What becomes of one row of the file; the words are those of the summary."""

    CREATE = "created"
    CHANGE = "changed"
    LEAVE = "left alone"
    ASK = "asked"
    WAIT = "waiting"


class Answer(StrEnum):
    """What a curator may say: of identity same or different, of a value keep or take."""

    SAME = "same"
    DIFFERENT = "different"
    KEEP = "keep"
    TAKE = "take"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row on record that may be meant."""

    pk: int
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """`key` is the same whenever the same thing is asked, so that it is asked once.

    `answers` are what may be answered; to answer "same" is to choose one of `candidates`.
    """

    key: str
    kind: str
    where: str
    text: str
    answers: tuple[Answer, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    answer: Answer
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A row that another step of the plan stands for."""

    model: str
    key: str


@dataclass(slots=True)
class Step:
    """One row: what is created (`values`, with `children`), or filled in (`values`) and added.

    `version` is the one that was looked at: what has changed since is not written over.
    """

    model: type[Any]
    key: str
    where: str
    label: str
    action: Action = Action.LEAVE
    pk: int | None = None
    version: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    children: list[tuple[type[Any], dict[str, Any]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    why: str = ""

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    def settle(self) -> None:
        """Say what a step on a row on record does, from what it would write and ask."""
        if self.values or self.children:
            self.action = Action.CHANGE
        elif self.questions:
            self.action = Action.ASK
        else:
            self.action = Action.LEAVE


@dataclass(slots=True)
class Plan:
    steps: list[Step] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        """Each question once, in the order of the file."""
        asked = {question.key: question for step in self.steps for question in step.questions}
        return list(asked.values())

    @property
    def writes(self) -> list[Step]:
        return [step for step in self.steps if step.action in (Action.CREATE, Action.CHANGE)]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many rows of each kind come to what: {"person": {"created": 3, …}, …}."""
        counted: dict[str, Counter[str]] = {}
        for step in self.steps:
            counted.setdefault(step.kind, Counter())[step.action.value] += 1
        return {kind: dict(counter) for kind, counter in counted.items()}

    def described(self) -> Iterator[tuple[Step, str]]:
        """Yield each step that does something, with what it does in one line."""
        for step in self.steps:
            if step.action != Action.LEAVE:
                yield step, describe(step)


def describe(step: Step) -> str:
    """Return what the step writes, in one line: "born: 1955; name: Javad Owji"."""
    parts = [f"{name}: {value}" for name, value in step.values.items() if _is_told(name, value)]
    for _, values in step.children:
        told = " ".join(str(value) for value in values.values() if value)
        parts.append(told)
    return "; ".join([*parts, *filter(None, [step.why])])[:500]


def _is_told(name: str, value: Any) -> bool:
    return name not in ("slug", "sort_name") and value not in (None, "") and not _is_ref(value)


def _is_ref(value: Any) -> bool:
    return isinstance(value, Ref)
