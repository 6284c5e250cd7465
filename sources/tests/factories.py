"""Rows for tests: each call makes a new, valid one; say only what the test is about."""

from itertools import count

from django.utils import timezone

from sources.models import Capture, Document, Outlet

_numbers = count(1)


def make_outlet(**overrides):
    number = next(_numbers)
    values = {
        "name": f"Daily {number}",
        "kind": Outlet.Kind.NEWSPAPER,
        "slug": f"daily-{number}",
    }
    return Outlet.objects.create(**{**values, **overrides})


def make_document(**overrides):
    number = next(_numbers)
    values = {
        "title": f"Report {number}",
        "canonical_url": f"https://daily.example/reports/{number}",
    }
    if "outlet" not in overrides:
        values["outlet"] = make_outlet()
    document = Document.objects.create(**{**values, **overrides})
    document.refresh_from_db()
    return document


def make_capture(text="The minister said: “We will keep our word.”", **overrides):
    capture = Capture(document=overrides.pop("document", None) or make_document())
    capture.captured_at = timezone.now()
    capture.content_type = "text/plain"
    capture.keep(text.encode(), text)
    for name, value in overrides.items():
        setattr(capture, name, value)
    capture.save()
    return capture
