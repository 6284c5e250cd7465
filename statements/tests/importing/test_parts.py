"""Tables of what belongs to statements: verified, told apart, never changing what is public."""

import pytest
from django.urls import reverse

from people.tests.factories import make_user
from people.tests.test_list_import import imported, preview
from statements.models import Appearance, DossierEntry, Relation
from statements.tests.factories import (
    make_capture,
    make_document,
    make_dossier,
    make_published_statement,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    user = make_user("curator", "Curator")
    client.force_login(user)
    return user


def table(*rows):
    return "\n".join(";".join(row) for row in rows).encode()


def test_appearances_are_looked_up_in_the_kept_text(client, curator):
    document = make_document()
    make_capture("He said: we will keep our word.", document=document)
    true = make_statement(text="we will keep our word")
    false = make_statement(text="we will sell our boats")
    raw = table(
        ("statement", "document", "locator"),
        (true.public_id, document.public_id, "p. 3"),
        (false.public_id, document.public_id, ""),
    )
    imported(client, raw, "statements_appearance")
    assert true.appearances.get().state == "verified"
    assert true.appearances.get().locator == "p. 3"
    assert false.appearances.get().state == "not_found"
    imported(client, raw, "statements_appearance")
    assert set(Appearance.objects.values_list("version", flat=True)) == {1}


def test_translations_are_told_apart_by_language_and_translator(client, curator):
    statement = make_statement()
    heads = ("statement", "language", "translator", "text")
    imported(
        client,
        table(
            heads, (statement.public_id, "fr", "", "Un"), (statement.public_id, "de", "", "Eins")
        ),
        "statements_translation",
    )
    imported(client, table(heads, (statement.public_id, "fr", "", "Une")), "statements_translation")
    assert dict(statement.translations.values_list("language", "text")) == {
        "fr": "Une",
        "de": "Eins",
    }


def test_what_readers_see_is_not_changed_without_a_reason(client, curator):
    statement = make_published_statement()
    heads = ("statement", "language", "translator", "text")
    raw = table(heads, (statement.public_id, "fr", "", "Un"))
    imported(client, raw, "statements_translation")
    page = preview(client, raw.replace(b"Un", b"Deux"), "statements_translation")
    assert "confirm_form" not in page.context
    assert "change it on its page" in page.content.decode()
    assert statement.translations.get().text == "Un"


def test_relations_and_entries_name_statements_by_public_id(client, curator):
    one, other, dossier = make_statement(), make_statement(), make_dossier(slug="words")
    raw = table(("statement", "kind", "to_statement"), (one.public_id, "repeats", other.public_id))
    imported(client, raw, "statements_relation")
    assert Relation.objects.get().to_statement == other
    raw = table(
        ("dossier", "position", "statement", "commentary"),
        ("words", "1", "", "Read this:"),
        ("words", "2", one.public_id, ""),
    )
    imported(client, raw, "statements_dossierentry")
    imported(client, raw, "statements_dossierentry")
    assert [str(entry)[:2] for entry in dossier.entries.all()] == ["1.", "2."]
    assert set(DossierEntry.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize("part", ["appearance", "translation", "addressee", "relation"])
def test_only_curators_import_what_belongs_to_statements(client, part):
    address = reverse(f"admin:statements_{part}_import")
    client.force_login(make_user("anna", "Contributor"))
    assert client.get(address).status_code == 403
    assert address not in client.get("/admin/statements/statementimport/add/").text
    client.force_login(make_user("bo", "Curator"))
    assert client.get(address).status_code == 200
    assert address in client.get("/admin/statements/statementimport/add/").text
