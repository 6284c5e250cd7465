"""A statement's way to the public: who may take which step, and what it leaves behind.

Each step locks the statement, checks, writes and records a Review, in one transaction.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from statements.models import Appearance, Review, Statement
from statements.models.curation import Decision
from statements.models.statements import Status


class WorkflowError(Exception):
    """The step cannot be taken; the message says why and what would help."""


def submit(statement: Statement, *, by: AbstractBaseUser) -> Statement:
    """Put a draft before the reviewers."""
    return _step(statement, Decision.SUBMITTED, by=by, status=Status.IN_REVIEW)


def send_back(statement: Statement, *, by: AbstractBaseUser, reason: str) -> Statement:
    """Return a statement in review to its author, saying what is missing."""
    return _step(statement, Decision.SENT_BACK, by=by, reason=reason, status=Status.DRAFT)


def publish(statement: Statement, *, by: AbstractBaseUser) -> Statement:
    """Publish a statement in review that somebody else entered and whose words are checked."""
    return _step(
        statement,
        Decision.PUBLISHED,
        by=by,
        status=Status.PUBLISHED,
        published_at=timezone.now(),
        reviewed_by=by,
    )


def withdraw(statement: Statement, *, by: AbstractBaseUser, reason: str) -> Statement:
    """Take a published statement back; its page stays and gives the reason."""
    return _step(
        statement,
        Decision.WITHDRAWN,
        by=by,
        reason=reason,
        status=Status.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal_reason=reason,
    )


def reinstate(statement: Statement, *, by: AbstractBaseUser) -> Statement:
    """Publish a withdrawn statement again."""
    return _step(
        statement,
        Decision.REINSTATED,
        by=by,
        status=Status.PUBLISHED,
        withdrawn_at=None,
        withdrawal_reason="",
    )


# From which status each step starts, and which permission it takes.
STEPS = {
    Decision.SUBMITTED: (Status.DRAFT, "statements.submit_statement"),
    Decision.PUBLISHED: (Status.IN_REVIEW, "statements.review_statement"),
    Decision.SENT_BACK: (Status.IN_REVIEW, "statements.review_statement"),
    Decision.WITHDRAWN: (Status.PUBLISHED, "statements.withdraw_statement"),
    Decision.REINSTATED: (Status.WITHDRAWN, "statements.withdraw_statement"),
}
NEEDS_REASON = {Decision.SENT_BACK, Decision.WITHDRAWN}


def open_steps(statement: Statement, user: Any) -> list[Decision]:
    """Return the steps that `user` may take with the statement as it is now."""
    return [
        decision
        for decision, (status, permission) in STEPS.items()
        if statement.status == status
        and user.has_perm(permission)
        and not (decision == Decision.PUBLISHED and _is_own(statement, user))
    ]


@transaction.atomic
def _step(
    statement: Statement, decision: Decision, *, by: Any, reason: str = "", **values: Any
) -> Statement:
    locked = Statement.objects.select_for_update().get(pk=statement.pk)
    start, permission = STEPS[decision]
    if not by.has_perm(permission):
        raise WorkflowError(f"Your role does not include this step: {decision.label}.")
    if locked.status != start:
        raise WorkflowError(
            f"The statement is {locked.get_status_display()} by now; "
            f"only one that is {start.label} can be {decision.label}."
        )
    if decision in NEEDS_REASON and not reason.strip():
        raise WorkflowError("Say why: the reason is missing.")
    if decision in (Decision.PUBLISHED, Decision.REINSTATED):
        _require_publishable(locked, by)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    Review.objects.create(statement=locked, decision=decision, reason=reason.strip(), decided_by=by)
    locked.refresh_from_db()
    return locked


def _is_own(statement: Statement, user: Any) -> bool:
    return statement.entered_by_id == user.pk and not settings.AUTHORS_MAY_PUBLISH


def _require_publishable(statement: Statement, by: Any) -> None:
    if statement.status == Status.IN_REVIEW and _is_own(statement, by):
        raise WorkflowError("You entered this statement: somebody else publishes it.")
    appearances = list(statement.appearances.all())
    if not appearances:
        raise WorkflowError("It stands in no document yet: add an appearance.")
    if statement.kind == Statement.Kind.DIRECT and not any(map(_is_checked, appearances)):
        raise WorkflowError(
            "The exact words were not found in a kept text. Keep the document’s text and check "
            "again, or give a locator (“p. 12”) and tick that you looked there yourself."
        )


def _is_checked(appearance: Appearance) -> bool:
    """Whether the words are in a kept text, or somebody else than the author saw them."""
    if appearance.state == Appearance.State.VERIFIED:
        return True
    seen_by_other = appearance.checked_by_id != appearance.statement.entered_by_id
    return bool(
        appearance.locator
        and appearance.checked_by_id
        and (seen_by_other or settings.AUTHORS_MAY_PUBLISH)
    )
