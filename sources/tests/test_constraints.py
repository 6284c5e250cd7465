"""What each constraint of outlets, documents and captures refuses and accepts."""

from itertools import count

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from people.tests import constraint_cases as cases
from people.tests.constraint_cases import Case
from sources.models import Capture, Document, DocumentURL, Outlet, OutletDomain, SourceCheck
from sources.models.intakes import Intake
from sources.tests.factories import make_capture, make_document, make_outlet

pytestmark = pytest.mark.django_db

_numbers = count(1)


def make_domain():
    return OutletDomain.objects.create(outlet=make_outlet(), domain=f"a{next(_numbers)}.example")


def make_document_url():
    url = f"https://short.example/{next(_numbers)}"
    return DocumentURL.objects.create(document=make_document(), url=url)


def make_pending_capture():
    return Capture.objects.create(document=make_document())


def make_intake(**overrides):
    curator = User.objects.create_user(f"curator-{next(_numbers)}")
    return Intake.objects.create(**{"file_name": "report.pdf", "entered_by": curator, **overrides})


def make_check():
    document = make_document()
    return SourceCheck.objects.create(
        document=document, url=document.canonical_url, outcome="same", checked_at=timezone.now()
    )


def another_text():
    return make_capture().pk


def a_curator():
    return User.objects.create_user(f"curator-{next(_numbers)}").pk


READY = {"state": "ready", "received_at": timezone.now(), "raw": b"x", "article": "{}"}
NOT_TAKEN_IN = {"state": "failed", "failure": "too_large"}
TAKEN_IN = {"state": "kept", "capture_id": lambda: make_capture().pk}

KEPT = {
    "state": "kept",
    "captured_at": timezone.now(),
    "raw": b"x\x9c\x03\x00\x00\x00\x00\x01",
    "sha256": "0" * 64,
    "text": "He spoke.",
}
FAILED = {"state": "failed", "failure": "The server did not answer."}

CASES = {
    "sources_outlet_name_not_blank": cases.not_blank(make_outlet, "name"),
    "sources_outlet_kind": cases.one_of(make_outlet, "kind", Outlet.Kind.values),
    "sources_outlet_country_form": cases.country(make_outlet),
    "sources_outlet_language_form": cases.language(make_outlet, required=False),
    "sources_outlet_slug_form": cases.slug(make_outlet),
    "sources_outletdomain_form": Case(
        make_domain,
        [
            {"domain": domain}
            for domain in ("", "https://daily.example", "Daily.example", "daily", "a/b.c", "a.b c")
        ],
        [{"domain": "daily.example"}, {"domain": "a-1.b.example"}],
    ),
    "sources_document_title_not_blank": cases.not_blank(make_document, "title"),
    "sources_document_kind": cases.one_of(make_document, "kind", Document.Kind.values),
    "sources_document_language_form": cases.language(make_document, required=True),
    "sources_document_published_on_partial": cases.partial_date(make_document, "published_on"),
    "sources_document_url_form": cases.web_address(make_document, "canonical_url"),
    "sources_documenturl_form": cases.web_address(make_document_url, "url"),
    "sources_capture_url_form": cases.web_address(make_pending_capture, "url"),
    "sources_capture_state": Case(
        make_pending_capture,
        [
            {"state": "lost"},
            {"text": "kept of what is not yet there"},
            {"sha256": "0" * 64},
            {"captured_at": timezone.now()},
            {"state": "failed", "failure": " "},
            {**FAILED, "text": "He spoke."},
            {**FAILED, "sha256": "0" * 64},
            {**KEPT, "captured_at": None},
            {**KEPT, "sha256": "abc"},
            {**KEPT, "text": " "},
            {**KEPT, "failure": "but it is kept"},
        ],
        [{}, KEPT, FAILED],
    ),
}
CASES |= {
    "sources_capture_final_url_form": cases.web_address(make_pending_capture, "final_url"),
    "sources_intake_url_form": cases.web_address(make_intake, "url"),
    "sources_intake_final_url_form": cases.web_address(make_intake, "final_url"),
    "sources_intake_state": Case(
        make_intake,
        [{"state": "lost"}, {"state": ""}],
        [{"state": state} for state in ("waiting", "fetching", "reading")],
    ),
    "sources_intake_failure": Case(
        make_intake,
        [
            {"state": "failed"},
            {"state": "failed", "failure": "bad luck"},
            {**NOT_TAKEN_IN, "raw": b"x"},
            {"failure": "too_large"},
            {"detail": "of what did not fail"},
        ],
        [{}, NOT_TAKEN_IN, {**NOT_TAKEN_IN, "detail": "twice the limit"}],
    ),
    "sources_intake_kept": Case(
        make_intake,
        [
            {"state": "kept"},
            {"capture_id": TAKEN_IN["capture_id"]},
            {**TAKEN_IN, "raw": b"x"},
            {**TAKEN_IN, "article": "{}"},
        ],
        [{}, TAKEN_IN],
    ),
    "sources_intake_ready": Case(
        make_intake,
        [{**READY, column: value} for column, value in (("raw", b""), ("received_at", None))],
        [READY],
    ),
    "sources_sourcecheck_found": Case(
        make_check,
        [
            {"outcome": "lost"},
            {"outcome": "changed"},
            {"outcome": "gone"},
            {"outcome": "failed"},
            {"failure": "The site does not answer."},
            {"capture_id": another_text},
            {"outcome": "failed", "failure": "The site does not answer.", "lost_count": 1},
        ],
        [
            {},
            {"outcome": "changed", "capture_id": another_text, "lost_count": 1},
            {"outcome": "gone", "failure": "It is not there.", "lost_count": 2},
            {"outcome": "failed", "failure": "The site does not answer."},
        ],
    ),
    "sources_sourcecheck_seen": Case(
        make_check,
        [{"seen_at": timezone.now()}, {"seen_by_id": a_curator}],
        [{}, {"seen_at": timezone.now(), "seen_by_id": a_curator}],
    ),
}
FACTORIES = {
    Intake: lambda: make_intake(state="kept", capture=make_capture()),
    Outlet: make_outlet,
    OutletDomain: make_domain,
    Document: make_document,
    DocumentURL: make_document_url,
    Capture: make_capture,
}


def test_every_constraint_has_its_cases():
    # A public id cannot be changed at all; what it may be is tried as it is made.
    assert set(CASES) == cases.names_of("sources") - {"sources_document_public_id_form"}


@pytest.mark.parametrize("name", CASES)
def test_plain_sql(name):
    cases.assert_by_sql(name, CASES[name])


@pytest.mark.parametrize("name", cases.tried_in_forms(CASES))
def test_forms(name):
    cases.assert_by_form(CASES[name])


@pytest.mark.parametrize(("model", "name", "fields"), cases.unique_of("sources"))
def test_what_stands_only_once(model, name, fields):
    cases.assert_unique(name, FACTORIES[model], fields)


def test_a_public_id_is_drawn_by_the_database():
    cases.assert_public_id(make_document)
