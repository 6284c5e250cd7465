"""What the database refuses of outlets, documents and captures."""

import hashlib

import pytest
from django.db import ProgrammingError, transaction

from people.tests.database import assert_refused, delete, update
from sources.models import Capture
from sources.tests.factories import make_capture, make_document

pytestmark = pytest.mark.django_db


def test_a_document_may_have_no_address():
    assert make_document(canonical_url=None).canonical_url is None


def test_a_capture_keeps_bytes_and_checksum():
    capture = make_capture("Étude")
    capture.refresh_from_db()
    assert capture.raw_bytes == "Étude".encode()
    assert capture.sha256 == hashlib.sha256("Étude".encode()).hexdigest()


@pytest.mark.parametrize("column", ["text", "sha256", "state", "url"])
def test_a_kept_capture_never_changes(column):
    capture = make_capture()
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        update(capture, **{column: "x"})


def test_a_kept_capture_never_goes():
    capture = make_capture()
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        delete(capture)


def test_a_pending_capture_becomes_kept_once():
    capture = Capture.objects.create(document=make_document())
    assert_refused("sources_capture_state", update, capture, state="kept")
    update(capture, state="failed", failure="The server did not answer.")
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        update(capture, failure="")
