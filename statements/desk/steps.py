"""What a curator does with one proposal: each step locks it and refuses one that has changed."""

from typing import Any

from django.utils import timezone

from statements.checking import QuoteState, check_quote
from statements.desk import spans
from statements.desk.models import ProposalState, ProposedStatement, Reading

# What the steps that decide leave behind.
OUTCOMES = {
    "accept": ProposalState.ACCEPTED,
    "reject": ProposalState.REJECTED,
    "merge": ProposalState.MERGED,
}


class StepError(Exception):
    """The step cannot be taken; the message says why."""


def locked(reading: Reading, key: str, version: str) -> ProposedStatement:
    """Return the proposal, locked, if it is as it was shown: nothing is decided unseen."""
    rows = ProposedStatement.objects.select_for_update(of=("self",))
    proposal = rows.filter(reading=reading, pk=key).first() if key.isdigit() else None
    if proposal is None:
        raise StepError("There is no such proposal.")
    if version != str(proposal.version):
        who = f" by {proposal.decided_by}" if proposal.decided_by_id else ""
        raise StepError(
            f"It was changed{who} since it was shown to you, and is "
            f"{proposal.get_state_display()} now. Nothing was done; look at it again."
        )
    proposal.reading = reading
    return proposal


def taken_before(reading: Reading, key: str, step: str, *, by: Any) -> ProposedStatement | None:
    """Return the proposal if the same curator has taken the same step with it already.

    A key pressed twice, a button clicked twice: what was wanted is done, and nothing is lost.
    """
    state = OUTCOMES.get(step)
    if state is None or not key.isdigit():
        return None
    return reading.proposals.filter(pk=key, state=state, decided_by=by).first()


def require_pending(proposal: ProposedStatement) -> None:
    if proposal.state != ProposalState.PENDING:
        raise StepError(f"It is {proposal.get_state_display()} already.")


def reject(proposal: ProposedStatement, *, by: Any) -> None:
    require_pending(proposal)
    _decide(proposal, ProposalState.REJECTED, by=by)


def reopen(proposal: ProposedStatement) -> None:
    """Take back a rejection or a merger. What is a draft by now is changed there."""
    if proposal.state not in (ProposalState.REJECTED, ProposalState.MERGED):
        raise StepError("Only what was rejected or merged can be taken back.")
    if (target := proposal.merged_into) is not None and target.state == ProposalState.PENDING:
        rest = [span for span in target.spans if span not in proposal.spans]
        target.spans = rest or target.spans
        target.save()
    proposal.state, proposal.merged_into = ProposalState.PENDING, None
    proposal.decided_by = proposal.decided_at = None
    proposal.save()


def merge(
    proposal: ProposedStatement, previous: ProposedStatement | None, *, by: Any
) -> ProposedStatement:
    """Give the words to the proposal before it; return that one."""
    require_pending(proposal)
    if previous is None:
        raise StepError("There is no open proposal before it to merge with.")
    target = ProposedStatement.objects.select_for_update(of=("self",)).get(pk=previous.pk)
    require_pending(target)
    target.spans = _listed(spans.normalized(target.pairs + proposal.pairs))
    target.save()
    proposal.merged_into = target
    _decide(proposal, ProposalState.MERGED, by=by)
    return target


def split(proposal: ProposedStatement, at: int) -> ProposedStatement:
    """Cut the words in two at an offset; return the proposal of the later ones."""
    require_pending(proposal)
    text = proposal.reading.capture.text
    before, after = (_listed(spans.trimmed(text, part)) for part in spans.split(proposal.pairs, at))
    if not (before and after):
        raise StepError("There is nothing to split off there.")
    proposal.spans = before
    proposal.save()
    return ProposedStatement.objects.create(
        reading=proposal.reading, split_from=proposal, spans=after, entered=proposal.entered
    )


def move(proposal: ProposedStatement, *, edge: str, way: str, unit: str) -> None:
    """Widen or narrow the words by one word or sentence at one end."""
    require_pending(proposal)
    text = proposal.reading.capture.text
    moved = _listed(spans.moved(text, proposal.pairs, edge=edge, way=way, unit=unit))
    if moved == proposal.spans:
        raise StepError("It cannot be moved further there.")
    proposal.spans = moved
    proposal.save()


def add(reading: Reading, words: str) -> ProposedStatement:
    """Return a new proposal for words the extractor missed, as they stand in the text."""
    check = check_quote(words, reading.capture.text)
    if check.state != QuoteState.VERIFIED:
        raise StepError("These words do not stand in the text. Copy them from it.")
    return ProposedStatement.objects.create(
        reading=reading, spans=[list(span) for span in check.spans]
    )


def _decide(proposal: ProposedStatement, state: ProposalState, *, by: Any) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.save()


def _listed(pairs: list[spans.Span]) -> list[list[int]]:
    return [list(pair) for pair in pairs]
