"""Everything the desk shows of one article, in a number of queries that does not grow with it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from people.fields import PartialDateFormField
from people.models import Organization, Person
from people.partial_dates import PartialDate
from people.tenures import Suggestion
from statements.desk import choices
from statements.desk.accepting import draft_of, may_add_to, office_held
from statements.desk.choices import Choice
from statements.desk.forms import DecisionForm
from statements.desk.models import ProposalState, ProposedStatement, Reading
from statements.desk.sameness import is_same
from statements.desk.spans import Stretch, marked, places_to_split, words_of
from statements.desk.suggestions import NEW_ORGANIZATION, NEW_PERSON, NONE_OF_THEM, shown
from statements.duplicates import likely_duplicates
from statements.models import Statement

# How much is shown of where a proposal may be split.
AHEAD = 40
PLACES = 12


def proposals_of(reading: Reading) -> list[ProposedStatement]:
    """Return the proposals in reading order."""
    rows = list(
        reading.proposals.select_related(
            "decided_by", "statement__person", "statement__organization"
        )
    )
    known = {row.pk: row for row in rows}
    for row in rows:
        row.reading = reading
        if row.split_from_id:
            row.split_from = known[row.split_from_id]
    return sorted(rows, key=lambda row: (row.start, row.pk))


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as the list shows it."""

    proposal: ProposedStatement
    number: int
    words: str
    speaker: str
    is_current: bool


class Desk:
    """One article with its proposals, `current` among them, as the template asks for it."""

    def __init__(
        self, reading: Reading, at: str = "", form: DecisionForm | None = None, *, by: Any = None
    ) -> None:
        self.reading = reading
        self.by = by
        self.capture = reading.capture
        self.document = reading.capture.document
        self.proposals = proposals_of(reading)
        self.current = self._current(at)
        self.form = form or self._form()

    def _current(self, at: str) -> ProposedStatement | None:
        chosen = next((p for p in self.proposals if str(p.pk) == at), None)
        return chosen or next(iter(self.pending), None)

    def _form(self) -> DecisionForm | None:
        if self.current is None or self.current.state != ProposalState.PENDING:
            return None
        return DecisionForm(initial=shown(self.current))

    @property
    def pending(self) -> list[ProposedStatement]:
        return [p for p in self.proposals if p.state == ProposalState.PENDING]

    def beside(self, proposal: ProposedStatement, step: int) -> ProposedStatement | None:
        """Return the next (1) or previous (-1) one to decide; going on, from the top again."""
        place = self.proposals.index(proposal)  # Rows are equal by their keys.
        rest = self.proposals[place + 1 :] if step > 0 else self.proposals[:place][::-1]
        other = next((p for p in rest if p.state == ProposalState.PENDING), None)
        if other is None and step > 0:
            other = next((p for p in self.pending if p != proposal), None)
        return other

    @property
    def counts(self) -> list[tuple[str, int]]:
        states = [proposal.state for proposal in self.proposals]
        return [(state.label, states.count(state)) for state in ProposalState]

    @property
    def decided_count(self) -> int:
        return len(self.proposals) - len(self.pending)

    @cached_property
    def names(self) -> dict[str, str]:
        found = choices.speakers(choices.speaker_keys(self.proposals))
        return {choice.value: choice.label for choice in found}

    @property
    def cards(self) -> list[Card]:
        text = self.capture.text
        return [
            Card(
                proposal,
                number,
                words_of(text, proposal.pairs),
                self._speaker_of(proposal),
                proposal is self.current,
            )
            for number, proposal in enumerate(self.proposals, start=1)
        ]

    def _speaker_of(self, proposal: ProposedStatement) -> str:
        if proposal.statement is not None:
            return proposal.statement.speaker_name
        source, entered = proposal.source, proposal.entered
        named = self.names.get(str(entered.get("speaker", "")))
        known = named or self.names.get(f"person:{source.get('person')}")
        new = entered.get("new_name") or source.get("speaker")
        return known or new or source.get("attribution") or "nobody named yet"

    @property
    def paragraphs(self) -> list[list[tuple[Stretch, ProposedStatement | None]]]:
        """The text with its marks, each with the proposal it belongs to."""
        known = {proposal.pk: proposal for proposal in self.proposals}
        marks = {
            proposal.pk: proposal.pairs
            for proposal in self.proposals
            if proposal.state != ProposalState.MERGED
        }
        on_top = self.current.pk if self.current else 0
        return [
            [(stretch, known.get(stretch.key or 0)) for stretch in stretches]
            for stretches in marked(self.capture.text, marks, on_top=on_top)
        ]

    # The current proposal

    @property
    def words(self) -> str:
        return words_of(self.capture.text, self.current.pairs) if self.current else ""

    @property
    def places(self) -> list[Choice]:
        """Where the words can be cut in two, with the words that would be the second part's."""
        if self.current is None:
            return []
        text, end = self.capture.text, self.current.spans[-1][1]
        return [
            Choice(str(at), text[at : min(at + AHEAD, end)].replace("\n", " "))
            for at in places_to_split(text, self.current.pairs)[:PLACES]
        ]

    def value(self, name: str) -> Any:
        """Return what the form shows in a field, whether it was sent or not yet."""
        return self.form[name].value() or "" if self.form else ""

    @cached_property
    def speakers(self) -> list[Choice]:
        keys = [str(self.value("speaker")), *choices.speaker_keys(self.proposals)]
        return choices.speakers(keys, find=str(self.value("speaker_find")))

    @property
    def is_unknown(self) -> bool:
        return self.value("speaker") in (NEW_PERSON, NEW_ORGANIZATION)

    @property
    def occasions(self) -> list[Choice]:
        chosen, find = self.value("occasion"), self.value("occasion_find")
        return choices.occasions(self.reading, chosen=str(chosen), find=str(find))

    @property
    def outlets(self) -> list[Choice]:
        chosen, find = self.value("outlet"), self.value("outlet_find")
        return choices.outlets(self.proposals, chosen=str(chosen), find=str(find))

    @property
    def topics(self) -> list[Choice]:
        chosen = [str(getattr(topic, "pk", topic)) for topic in self.value("topics") or []]
        return choices.topics(self.reading, chosen=chosen, find=str(self.value("topics_find")))

    @cached_property
    def person(self) -> Person | None:
        kind, _, key = str(self.value("speaker")).partition(":")
        return Person.objects.filter(pk=key).first() if kind == "person" else None

    @cached_property
    def said_on(self) -> PartialDate | None:
        """The day as it stands in the form; None for none, or what is no date."""
        try:
            return PartialDateFormField(required=False).clean(self.value("said_on"))
        except ValidationError:
            return None

    @cached_property
    def office(self) -> Suggestion | None:
        """The office that goes with the speaker and the day as they stand in the form."""
        if self.person is None or self.form is None:
            return None
        return office_held(self.person, self.said_on, self.document)

    @cached_property
    def tenures(self) -> list[Any]:
        if self.person is None:
            return []
        return list(self.person.tenures.select_related("office__organization").newest_first())

    @cached_property
    def draft(self) -> Statement | None:
        """The statement that the form would make, as far as it tells it from others."""
        if self.current is None or self.form is None or self.is_unknown:
            return None
        draft = draft_of(self.current)
        kind, _, key = str(self.value("speaker")).partition(":")
        draft.attribution, draft.said_on = str(self.value("attribution")), self.said_on
        if kind == "person":
            draft.person = self.person
        elif kind == "organization":
            draft.organization = Organization.objects.filter(pk=key).first()
        return draft

    @cached_property
    def duplicates(self) -> list[Statement]:
        draft = self.draft
        if draft is None or not (draft.speaker or draft.attribution):
            return []
        return likely_duplicates(draft)

    @property
    def appearance_of(self) -> str:
        """What is chosen of the duplicates: the same statement, until a curator decides."""
        chosen = str(self.value("appearance_of"))
        if chosen or self.by is None or self.draft is None:
            return chosen or NONE_OF_THEM
        same = (
            str(other.pk)
            for other in self.duplicates
            if is_same(self.draft, other) and may_add_to(other, self.by)
        )
        return next(same, NONE_OF_THEM)
