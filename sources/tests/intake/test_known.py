"""What is on record already is recognised before anything is kept twice."""

import pytest
from django.urls import reverse

from sources.models import Capture, Document, DocumentURL, Intake
from sources.tests.factories import make_capture, make_document
from sources.tests.intake.pages import TEXT, begin, confirmed, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    document = make_document(canonical_url="https://post.example/1")
    make_capture(TEXT, document=document)
    return document


def test_a_known_address_is_said_before_it_is_fetched(client, contributor, document):
    page = begin(client, url="http://www.post.example/1").content.decode()

    assert "This page is on record already" in page
    assert reverse("admin:statements_desk_document", args=[document.pk]) in page
    assert not Intake.objects.exists()

    begin(client, url="http://www.post.example/1", anew="1")
    assert Intake.objects.get().state == "waiting"


def test_a_known_text_is_proposed_as_another_capture_of_its_document(client, contributor, document):
    begin(client, url="https://mirror.example/1", text=TEXT.upper())
    page = shown(client)
    assert page.context["form"]["document"].value() == str(document.pk)
    assert "the same text" in page.content.decode()

    confirmed(client)

    first, second = Capture.objects.order_by("pk")
    assert first.document == second.document == document
    assert second.text == TEXT.upper()
    assert [row.url for row in document.other_urls.all()] == ["https://mirror.example/1"]
    document.refresh_from_db()
    assert document.version == 1


def test_a_curator_may_say_that_it_is_another_document(client, contributor, document):
    begin(client, url="https://mirror.example/1", text=TEXT)
    confirmed(client, document="", outlet_name="Mirror", title="Reprinted")

    assert Document.objects.count() == 2


def test_an_address_that_is_another_documents_stays_there(client, contributor, document):
    DocumentURL.objects.create(document=document, url="https://short.example/x")
    begin(client, url="https://short.example/x", text="Nobody has ever said a word of this here.")
    confirmed(client, document="", outlet_name="Mirror", title="Another", canonical_url="")

    assert DocumentURL.objects.get().document == document


def test_the_address_of_another_document_is_refused_for_a_new_one(client, contributor, document):
    begin(client, text="Nobody has ever said a word of this here.")
    answer = confirmed(
        client, outlet_name="Post", title="Another", canonical_url="https://post.example/1"
    )

    assert answer.status_code == 422
    assert "already exists" in answer.content.decode()
    assert Document.objects.count() == 1
