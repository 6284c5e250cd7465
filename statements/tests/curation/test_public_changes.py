"""Readers are told why what is published changes."""

import pytest

from people.tests.database import check_now
from statements.models import Appearance, Correction, Translation
from statements.tests.curation.entering import WORDS, change, statement_data
from statements.tests.factories import make_capture, make_document, make_published_statement

pytestmark = pytest.mark.django_db

REASON = {"correction_reason": "Misread."}


@pytest.fixture
def statement(curator):
    statement = make_published_statement(text=WORDS)
    check_now()
    return statement


def assert_needs_reason(client, statement, **data):
    """The page refuses without the reason; with it, return the one correction."""
    data = statement_data(statement) | data
    response = change(client, statement, **data)
    assert response.status_code == 200
    html = response.content.decode()
    assert "readers are told why" in html or "give the reason for the correction" in html
    assert not Correction.objects.exists()
    response = change(client, statement, **data, **REASON)
    assert response.status_code == 302, response.context["errors"]
    correction = Correction.objects.get()
    assert correction.reason == "Misread."
    return correction


def test_its_words(client, statement):
    text = "We shall keep our word."
    capture = statement.appearances.get().capture
    make_capture(f"{capture.text} Mended: “{text}”", document=capture.document)
    assert assert_needs_reason(client, statement, text=text).changes == {"text": [WORDS, text]}


@pytest.mark.django_db(transaction=True)
def test_words_of_a_direct_quote_that_stand_nowhere(client, statement):
    data = statement_data(statement) | REASON | {"text": "We shall keep our word."}
    response = change(client, statement, **data)
    assert "only when its exact words stand in the kept text" in response.content.decode()
    statement.refresh_from_db()
    assert statement.text == WORDS
    assert statement.appearances.get().state == "verified"
    response = change(client, statement, **(data | {"kind": "indirect"}))
    assert response.status_code == 302


def test_a_translation(client, statement):
    translation = Translation.objects.create(statement=statement, language="fr", text="Oui.")
    data = {
        "translations-TOTAL_FORMS": "1",
        "translations-INITIAL_FORMS": "1",
        "translations-0-id": translation.pk,
        "translations-0-statement": statement.pk,
        "translations-0-language": "fr",
        "translations-0-text": "Non.",
        "translations-0-shown_version": translation.version,
    }
    correction = assert_needs_reason(client, statement, **data)
    assert correction.changes == {"translation_fr": ["Oui.", "Non."]}


@pytest.mark.parametrize(
    ("field", "changed"), [("locator", "p. 12"), ("document", None)], ids=["locator", "document"]
)
def test_where_it_stands(client, statement, field, changed):
    before = statement.appearances.get()
    other = make_document(title="Another report")
    make_capture(f"She said: “{WORDS}”", document=other)
    correction = assert_needs_reason(
        client, statement, **{f"appearances-0-{field}": changed or other.pk}
    )
    expected = {
        "locator": {"locator": ["", "p. 12"]},
        "document": {"source": [before.document.title, "Another report"]},
    }
    assert correction.changes == expected[field]


def test_a_source_taken_away(client, statement):
    Appearance.objects.create(statement=statement, document=make_document(title="Second"))
    second = statement.appearances.last()
    data = {
        "appearances-TOTAL_FORMS": "2",
        "appearances-INITIAL_FORMS": "2",
        "appearances-1-id": second.pk,
        "appearances-1-statement": statement.pk,
        "appearances-1-document": second.document_id,
        "appearances-1-shown_version": second.version,
        "appearances-1-DELETE": "on",
    }
    data = statement_data(statement) | data
    response = change(client, statement, **data)
    assert "give the reason for the correction" in response.content.decode()
    response = change(client, statement, **data, **REASON)
    assert response.status_code == 302, response.context["errors"]
    assert not statement.appearances.filter(pk=second.pk).exists()
    assert Correction.objects.get().changes == {"source": ["Second", None]}


def test_words_that_are_looked_up_again_are_no_correction(client, statement):
    statement.appearances.update(state="altered")
    assert change(client, statement, **statement_data(statement)).status_code == 302
    assert statement.appearances.get().state == "verified"
    assert not Correction.objects.exists()
