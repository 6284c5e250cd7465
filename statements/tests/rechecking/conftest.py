import datetime

import pytest
from django.utils import timezone

from people.partial_dates import PartialDate
from sources import capturing
from sources.tests.fetching.conftest import make_fetcher
from sources.tests.fetching.server import serving
from sources.tests.intake.pages import READ, html
from statements import rechecking
from statements.tests.factories import make_capture, make_document, make_published_statement
from statements.verification import verify

WORDS = "We will keep our word,"


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(capturing, "make_fetcher", make_fetcher)
    monkeypatch.setattr(rechecking, "wait_for_turn", lambda cache, host: None)
    with serving() as server:
        server.pages["/news/1"] = html()
        yield server


def captured_at(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def document(server):
    document = make_document(
        canonical_url=server.url("/news/1"), published_on=PartialDate.parse("2017-12-14")
    )
    make_capture(READ, document=document, captured_at=captured_at(days=60))
    return document


@pytest.fixture
def appearance(document):
    """Published words, verified in the kept text."""
    kept = document.captures.get()
    statement = make_published_statement(text=WORDS, appearance={"capture": kept})
    appearance = statement.appearances.get()
    verify(appearance)
    appearance.save()
    return appearance
