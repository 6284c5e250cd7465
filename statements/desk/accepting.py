"""A proposal becomes a draft with a verified appearance, or an appearance of a known statement."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from people.addresses import free_slug
from people.models import Organization, Person, Tenure
from people.names import sort_name
from people.partial_dates import PartialDate
from people.refusals import refusal_of
from people.tenures import Suggestion, suggest_tenure
from sources.models import Document, Outlet
from statements.desk.forms import DecisionForm
from statements.desk.models import ProposalState, ProposedStatement
from statements.desk.spans import normalized, words_of
from statements.desk.suggestions import AUTO, NEW, NEW_ORGANIZATION, NEW_PERSON, suggested
from statements.models import Appearance, Occasion, Statement
from statements.models.statements import Status
from statements.search.indexing import enter_at_the_end
from statements.verification import verify

# The values that are the extractor's to get right, by the name the curator's figures give them.
EXTRACTED = {
    "kind": "kind",
    "speaker": "speaker",
    "attribution": "attribution",
    "said_on": "day",
    "occasion": "occasion",
    "outlet": "outlet",
}


def accept(proposal: ProposedStatement, form: DecisionForm, *, by: Any) -> Statement | None:
    """Write everything that the form decides, or nothing: then None, and the form says why."""
    corrected = corrections(proposal, form)
    try:
        with transaction.atomic():
            enter_at_the_end()
            statement = _write(proposal, form.cleaned_data, by=by)
            proposal.state, proposal.statement = ProposalState.ACCEPTED, statement
            proposal.corrected = corrected
            proposal.decided_by, proposal.decided_at = by, timezone.now()
            proposal.save()
            # What the database checks at commit fails here, where it can still be shown.
            connection.check_constraints()
    except ValidationError as error:
        form.add_error(None, error.messages)
    except IntegrityError as error:
        form.add_error(None, refusal_of(error).message)
    else:
        return statement
    return None


def corrections(proposal: ProposedStatement, form: DecisionForm) -> list[str]:
    """Return in what the decision differs from what the extractor proposed."""
    before = suggested(proposal)
    differing = [
        name
        for field, name in EXTRACTED.items()
        if form.fields[field].has_changed(before.get(field), form.data.get(field))
    ]
    was = [tuple(span) for span in proposal.source.get("spans", ())]
    is_other = normalized(was) != normalized(proposal.pairs)
    return (["words"] if is_other else []) + differing


def office_held(person: Person, said_on: PartialDate | None, document: Document) -> Suggestion:
    """Return the office somebody held that day; on that of publication where no day is known."""
    return suggest_tenure(person, said_on or document.published_on)


def draft_of(proposal: ProposedStatement) -> Statement:
    """Return the statement a proposal would make, as far as its words go; not saved."""
    document = proposal.reading.capture.document
    text = words_of(proposal.reading.capture.text, proposal.pairs)
    return Statement(text=text, language=document.language)


def _write(proposal: ProposedStatement, decided: dict[str, Any], *, by: Any) -> Statement:
    credited = _outlet(decided)
    known: Statement | None = decided["appearance_of"]
    if known is not None:
        if not may_add_to(known, by):
            raise ValidationError(
                f"That statement is {known.get_status_display()}: a curator may add to it."
            )
        _appear_again(proposal, known, credited)
        return known
    statement = draft_of(proposal)
    statement.kind, statement.entered_by = decided["kind"], by
    statement.attribution, statement.said_on = decided["attribution"], decided["said_on"]
    speaker = _speaker(decided)
    statement.person = speaker if isinstance(speaker, Person) else None
    statement.organization = speaker if isinstance(speaker, Organization) else None
    statement.tenure = _tenure(decided, statement, proposal)
    statement.occasion = _occasion(decided, statement)
    statement.validate_constraints()
    statement.save()
    statement.topics.set(decided["topics"])
    _appear(proposal, statement, credited)
    return statement


def may_add_to(statement: Statement, user: Any) -> bool:
    """Whether a user may add appearances: to what is in review or public, curators may."""
    return statement.status == Status.DRAFT or user.has_perm("statements.review_statement")


def _appear_again(
    proposal: ProposedStatement, statement: Statement, credited: Outlet | None
) -> None:
    """Keep that a known statement stands here too.

    Where it stands in an earlier capture of the same document, that appearance moves to this one.
    """
    capture = proposal.reading.capture
    earlier = statement.appearances.filter(document=capture.document).exclude(capture=capture)
    appearance = earlier.order_by("-pk").first()
    if appearance is None:
        appearance = _placed(proposal, statement, credited)
        appearance.validate_constraints()
    else:
        verify(appearance, capture=capture, near=proposal.start)
        appearance.credited_outlet = credited or appearance.credited_outlet
    appearance.save()


def _appear(proposal: ProposedStatement, statement: Statement, credited: Outlet | None) -> None:
    """Keep where the words of a new statement stand: a draft of the desk is verified."""
    appearance = _placed(proposal, statement, credited)
    if appearance.state != Appearance.State.VERIFIED and len(proposal.spans) > 1:
        # More stands between the words than the naming of the speaker: the gap is marked.
        text = proposal.reading.capture.text
        statement.text = " […] ".join(words_of(text, [pair]) for pair in proposal.pairs)
        statement.save()
        appearance = _placed(proposal, statement, credited)
    if appearance.state != Appearance.State.VERIFIED:
        raise ValidationError(
            "These words do not stand together in the text. Split them, or move their ends."
        )
    appearance.save()


def _placed(
    proposal: ProposedStatement, statement: Statement, credited: Outlet | None
) -> Appearance:
    capture = proposal.reading.capture
    appearance = Appearance(
        statement=statement, document=capture.document, credited_outlet=credited
    )
    verify(appearance, capture=capture, near=proposal.start)
    return appearance


def _speaker(decided: dict[str, Any]) -> Person | Organization | None:
    chosen = decided["speaker"]
    name = decided["new_name"].strip()
    if chosen == NEW_PERSON:
        return Person.objects.create(
            name=name, sort_name=sort_name(name), slug=free_slug(Person, name)
        )
    if chosen == NEW_ORGANIZATION:
        organization = Organization(
            name=name,
            kind=decided["organization_kind"] or Organization.Kind.OTHER,
            slug=free_slug(Organization, name),
        )
        organization.validate_constraints()
        organization.save()
        return organization
    return chosen if isinstance(chosen, Person | Organization) else None


def _tenure(
    decided: dict[str, Any], statement: Statement, proposal: ProposedStatement
) -> Tenure | None:
    chosen = decided["tenure"]
    if chosen == AUTO and statement.person is not None:
        document = proposal.reading.capture.document
        return office_held(statement.person, statement.said_on, document).tenure
    return chosen if isinstance(chosen, Tenure) else None


def _occasion(decided: dict[str, Any], statement: Statement) -> Occasion | None:
    if decided["occasion"] != NEW:
        return decided["occasion"]
    name = decided["occasion_name"].strip()
    occasion = Occasion.objects.create(
        name=name,
        kind=decided["occasion_kind"] or Occasion.Kind.OTHER,
        held_on=statement.said_on,
        slug=free_slug(Occasion, name),
    )
    if statement.person is not None:
        occasion.participants.add(statement.person)
    return occasion


def _outlet(decided: dict[str, Any]) -> Outlet | None:
    if decided["outlet"] != NEW:
        return decided["outlet"]
    name = decided["outlet_name"].strip()
    outlet = Outlet(
        name=name,
        kind=decided["outlet_kind"] or Outlet.Kind.OTHER,
        slug=free_slug(Outlet, name),
    )
    outlet.validate_constraints()
    outlet.validate_unique()
    outlet.save()
    return outlet
