"""The history of a row in the admin, and going back to it."""

import pytest
from django.urls import reverse

from people.models import Person, PersonName
from people.tests.database import check_now
from statements.models import Correction, Statement
from statements.tests.curation.entering import WORDS
from statements.tests.factories import make_person, make_published_statement

pytestmark = pytest.mark.django_db


def test_history_names_who_changed_what_and_restores(client, curator):
    person = make_person(name="Anna One")
    Person.objects.filter(pk=person.pk).update(name="Anna Two")
    address = reverse("admin:people_person_history", args=[person.pk])
    html = client.get(address).content.decode()
    assert ">One</del>" in html
    assert ">Two</ins>" in html
    assert "Name: Anna <del" in html
    first = Person.pgh_event_model.objects.earliest("pgh_id")
    client.post(address, {"event": first.pgh_id})
    person.refresh_from_db()
    assert (person.name, person.version) == ("Anna One", 3)
    assert "curator" in client.get(address).content.decode()


def test_history_tells_of_names_given_changed_and_taken_away_on_the_page(client, curator):
    person = make_person()
    name = PersonName.objects.create(person=person, name="Anne Oldform")
    PersonName.objects.filter(pk=name.pk).update(name="Anne Newform")
    PersonName.objects.create(person=make_person(), name="Somebody Else")
    name.delete()
    response = client.get(reverse("admin:people_person_history", args=[person.pk]))

    told = [
        (change.part.rpartition(" ")[0], change.label) for change in response.context["changes"]
    ]
    part = str(PersonName._meta.verbose_name)
    assert told == [
        (part, "deleted"),
        (part, "changed"),
        (part, "entered"),
        ("", "entered"),
    ]
    html = response.content.decode()
    assert ">Oldform</del>" in html
    assert "Somebody" not in html


def test_restoring_words_neither_publishes_nor_withdraws_and_says_why(client, curator):
    statement = make_published_statement(text=WORDS)
    check_now()
    Statement.objects.filter(pk=statement.pk).update(text="We shall keep our word.")
    Statement.objects.filter(pk=statement.pk).update(
        status="withdrawn", withdrawn_at=statement.published_at, withdrawal_reason="Misheard."
    )
    first = Statement.pgh_event_model.objects.earliest("pgh_id")
    address = reverse("admin:statements_statement_history", args=[statement.pk])
    client.post(address, {"event": first.pgh_id})
    statement.refresh_from_db()
    assert (statement.text, statement.status) == (WORDS, "withdrawn")
    assert Correction.objects.latest("pk").reason == "An earlier version was restored."
