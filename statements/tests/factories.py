"""Rows for tests: each call makes a new, valid one; say only what the test is about."""

from itertools import count

from django.db import transaction
from django.utils import timezone

from people.tests.factories import (
    make_office,
    make_organization,
    make_person,
    make_tenure,
)
from sources.tests.factories import make_capture, make_document, make_outlet
from statements.models import Appearance, Dossier, Occasion, Statement, Topic

__all__ = [
    "make_appearance",
    "make_capture",
    "make_document",
    "make_dossier",
    "make_occasion",
    "make_office",
    "make_organization",
    "make_outlet",
    "make_person",
    "make_published_statement",
    "make_statement",
    "make_tenure",
    "make_topic",
]

_numbers = count(1)


def make_topic(**overrides):
    number = next(_numbers)
    return Topic.objects.create(
        **{"name": f"Topic {number}", "slug": f"topic-{number}", **overrides}
    )


def make_occasion(**overrides):
    number = next(_numbers)
    values = {
        "name": f"Press conference {number}",
        "kind": Occasion.Kind.PRESS_CONFERENCE,
        "slug": f"press-conference-{number}",
    }
    return Occasion.objects.create(**{**values, **overrides})


def make_dossier(**overrides):
    number = next(_numbers)
    return Dossier.objects.create(
        **{"title": f"Dossier {number}", "slug": f"dossier-{number}", **overrides}
    )


def make_statement(**overrides):
    """A draft by a person made for it, unless another speaker or an attribution is given."""
    values = {"kind": Statement.Kind.DIRECT, "text": "We will keep our word."}
    if not {"person", "organization", "attribution"} & overrides.keys():
        values["person"] = make_person()
    statement = Statement.objects.create(**{**values, **overrides})
    statement.refresh_from_db()
    return statement


def make_appearance(**overrides):
    """A verified appearance in a document whose kept text is the statement in quotation marks."""
    statement = overrides.get("statement") or make_statement()
    values = {"statement": statement}
    if "document" not in overrides or "capture" in overrides:
        capture = overrides.get("capture") or make_capture(f"It was said: “{statement.text}”")
        start = capture.text.index(statement.text)
        values |= {
            "document": capture.document,
            "capture": capture,
            "exact": statement.text,
            "start": start,
            "end": start + len(statement.text),
            "spans": [[start, start + len(statement.text)]],
            "state": Appearance.State.VERIFIED,
            "checked_at": timezone.now(),
        }
    return Appearance.objects.create(**{**values, **overrides})


def make_published_statement(*, appearance=None, **overrides):
    """A published statement with a verified appearance; `appearance` changes the latter."""
    values = {"status": Statement.Status.PUBLISHED, "published_at": timezone.now()}
    with transaction.atomic():
        statement = make_statement(**{**values, **overrides})
        make_appearance(statement=statement, **(appearance or {}))
    return statement
