"""What the database refuses of outlets, documents and captures."""

import hashlib

import pytest
from django.db import ProgrammingError, transaction

from people.tests.database import assert_refused, delete, update
from sources.models import Capture, DocumentURL, OutletDomain
from sources.tests.factories import make_capture, make_document, make_outlet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "column", "value", "constraint"),
    [
        (make_outlet, "name", "", "sources_outlet_name_not_blank"),
        (make_outlet, "kind", "blog", "sources_outlet_kind"),
        (make_outlet, "country", "gb", "sources_outlet_country_form"),
        (make_outlet, "language", "English", "sources_outlet_language_form"),
        (make_outlet, "slug", "The Daily", "sources_outlet_slug_form"),
        (make_document, "title", " ", "sources_document_title_not_blank"),
        (make_document, "kind", "rumour", "sources_document_kind"),
        (make_document, "language", "", "sources_document_language_form"),
        (make_document, "canonical_url", "javascript:alert(1)", "sources_document_url_form"),
        (make_document, "canonical_url", "/reports/1", "sources_document_url_form"),
        (make_document, "published_on_precision", "year", "sources_document_published_on_partial"),
    ],
)
def test_plain_sql_cannot_write(make, column, value, constraint):
    assert_refused(constraint, update, make(), **{column: value})


def test_a_document_may_have_no_address():
    assert make_document(canonical_url=None).canonical_url is None


def test_an_address_is_one_document():
    document = make_document()
    assert_refused(
        "sources_document_canonical_url_key", make_document, canonical_url=document.canonical_url
    )
    DocumentURL.objects.create(document=document, url="https://short.example/1")
    assert_refused(
        "sources_documenturl_url_key",
        DocumentURL.objects.create,
        document=make_document(),
        url="https://short.example/1",
    )


@pytest.mark.parametrize("domain", ["https://daily.example", "Daily.example", "daily", "a/b.c"])
def test_a_domain_is_a_bare_host_name(domain):
    assert_refused(
        "sources_outletdomain_form",
        OutletDomain.objects.create,
        outlet=make_outlet(),
        domain=domain,
    )


def test_the_public_id_is_drawn_by_the_database_and_never_changes():
    first, second = make_document(), make_document()
    assert first.public_id != second.public_id
    assert len(first.public_id) == 10
    with pytest.raises(ProgrammingError), transaction.atomic():
        update(first, public_id="0123456789")


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


@pytest.mark.parametrize(
    "values",
    [
        {"sha256": "abc"},
        {"text": " "},
        {"captured_at": None},
        {"failure": "but it is kept"},
        {"state": "lost"},
        {"state": "failed", "text": "", "sha256": ""},
    ],
)
def test_a_capture_is_whole_or_says_why_not(values):
    assert_refused("sources_capture_state", make_capture, **values)
