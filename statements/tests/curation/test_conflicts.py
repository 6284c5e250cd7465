"""A save over somebody else's newer save is refused, shows both, and loses nothing."""

import re
from html import unescape

import pytest
from django.db import IntegrityError

from people.models import Person, PersonName
from statements.models import Statement, Topic
from statements.tests.curation.entering import (
    WORDS,
    change,
    change_address,
    person_data,
    statement_data,
)
from statements.tests.factories import (
    make_appearance,
    make_person,
    make_statement,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("curator")]


def told(response):
    """What stands above the form, without its markup."""
    html = response.content.decode()
    notes = re.findall(r'<div class="errornote.*?</div>', html, re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", " ".join(notes))))


def sent_back(response, name):
    """What the form that came back would send for `name`."""
    return response.context["adminform"].form[name].value()


@pytest.fixture
def person():
    return make_person(name="Anna One", description="Minister")


def test_what_both_changed_is_shown_word_by_word_and_saving_again_keeps_mine(client, person):
    data = person_data(person, name="Anna Mine", description="Minister")
    Person.objects.filter(pk=person.pk).update(name="Anna Theirs")
    response = change(client, person, **data)
    assert "Name , theirs turned into yours: Anna Theirs Mine" in told(response)
    assert ">Theirs</del>" in response.content.decode()
    person.refresh_from_db()
    assert person.name == "Anna Theirs"

    assert (sent_back(response, "name"), sent_back(response, "shown_version")) == ("Anna Mine", "2")
    assert change(client, person, **data | {"shown_version": "2"}).status_code == 302
    person.refresh_from_db()
    assert person.name == "Anna Mine"


def test_what_only_they_changed_is_taken_over(client, person):
    data = person_data(person, name="Anna Mine", description="Minister")
    Person.objects.filter(pk=person.pk).update(description="Minister of harbours")
    response = change(client, person, **data)
    assert "Description , which only they changed, is taken over: Minister of harbours" in told(
        response
    )
    assert sent_back(response, "description") == "Minister of harbours"
    assert sent_back(response, "name") == "Anna Mine"
    assert "theirs turned into yours" not in told(response)


def test_who_saved_is_named(client, person, curator):
    assert change(client, person, **person_data(person, name="Anna Two")).status_code == 302
    response = change(client, person, **person_data(person, name="Anna Three"))
    assert "curator saved version 2" in told(response)


def test_a_form_without_the_version_it_was_shown_is_refused(client, person):
    data = person_data(person, name="Anna Mine")
    del data["shown_version"]
    assert "is missing from what was sent" in told(change(client, person, **data))
    person.refresh_from_db()
    assert person.name == "Anna One"


@pytest.mark.parametrize("version", ["99", "x", "x topics:1"])
def test_a_version_that_never_was_is_refused(client, person, version):
    response = change(client, person, **person_data(person, name="Mine", shown_version=version))
    assert "theirs turned into yours" in told(response)
    person.refresh_from_db()
    assert person.name == "Anna One"


def test_topics_that_somebody_else_chose_are_not_lost(client):
    statement = make_statement(text=WORDS)
    make_appearance(statement=statement)
    first, theirs, mine = (make_topic(name=name) for name in ("First", "Theirs", "Mine"))
    statement.topics.set([first])
    page = client.get(change_address(statement))
    shown = page.context["adminform"].form["shown_version"].value()
    assert shown == f"{statement.version} topics:{first.pk}"
    statement.topics.add(theirs)

    data = statement_data(statement, topics=[first.pk, mine.pk], shown_version=shown)
    response = change(client, statement, **data)
    assert "Topics , theirs turned into yours" in told(response)
    assert set(statement.topics.all()) == {first, theirs}
    data["shown_version"] = sent_back(response, "shown_version")
    assert change(client, statement, **data).status_code == 302
    assert set(statement.topics.all()) == {first, mine}


def test_topics_that_only_they_chose_are_taken_over(client):
    statement = make_statement(text=WORDS)
    make_appearance(statement=statement)
    data = statement_data(statement, note="Mine.")
    topic = make_topic(name="Theirs")
    statement.topics.add(topic)
    response = change(client, statement, **data)
    assert "Topics , which only they changed, is taken over: Theirs" in told(response)
    assert sent_back(response, "topics") == [str(topic.pk)]


@pytest.fixture
def name(person):
    name = PersonName.objects.create(person=person, name="First")
    return PersonName.objects.get(pk=name.pk)


def row_data(person, row, **values):
    return person_data(person) | {
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "1",
        "names-0-id": row.pk,
        "names-0-person": person.pk,
        "names-0-name": row.name,
        "names-0-kind": row.kind,
        "names-0-shown_version": row.version,
        **{f"names-0-{field}": value for field, value in values.items()},
    }


def test_a_row_on_the_page_that_somebody_else_has_changed_is_refused_too(client, person, name):
    data = row_data(person, name, name="Mine")
    PersonName.objects.filter(pk=name.pk).update(name="Theirs")
    assert (
        'name="names-0-shown_version" value="2"'
        in client.get(change_address(person)).content.decode()
    )
    response = change(client, person, **data)
    assert "Name , theirs turned into yours: Theirs Mine" in told(response)
    name.refresh_from_db()
    assert name.name == "Theirs"
    assert change(client, person, **data | {"names-0-shown_version": "2"}).status_code == 302
    name.refresh_from_db()
    assert name.name == "Mine"


def test_a_row_that_somebody_has_changed_is_not_deleted_unseen(client, person, name):
    data = row_data(person, name, DELETE="on")
    PersonName.objects.filter(pk=name.pk).update(name="Theirs")
    assert (
        "changed a row that you wanted to delete" in change(client, person, **data).content.decode()
    )
    assert PersonName.objects.filter(pk=name.pk).exists()
    assert change(client, person, **data | {"names-0-shown_version": "2"}).status_code == 302
    assert not PersonName.objects.filter(pk=name.pk).exists()


def test_a_row_whose_words_were_only_looked_up_again_stands_in_nobodys_way(client):
    statement = make_statement(text=WORDS)
    make_appearance(statement=statement)
    data = statement_data(statement, note="Mine.")
    statement.appearances.update(state="unchecked")
    assert change(client, statement, **data).status_code == 302


def test_what_the_database_refuses_is_told_at_its_field_and_nothing_is_lost(client):
    above = make_topic(name="Above")
    below = make_topic(name="Below", parent=above)
    data = {"name": "Typed with care", "slug": above.slug, "parent": below.pk, "shown_version": "1"}
    response = change(client, above, **data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "parent": ["Nothing was saved. A row cannot stand below itself."]
    }
    assert sent_back(response, "name") == "Typed with care"
    assert Topic.objects.get(pk=above.pk).name == "Above"


def test_messages_of_a_save_that_was_refused_are_not_told(client, monkeypatch):
    statement = make_statement(text=WORDS)
    make_appearance(statement=statement)

    def refuse(*args, **kwargs):
        raise IntegrityError

    # As a deferred constraint does: at the end, when all was said and done.
    monkeypatch.setattr("statements.admin.statements.likely_duplicates", refuse)
    response = change(client, statement, **statement_data(statement, note="Mine."))
    assert "The database refused it" in told(response)
    assert [str(message) for message in response.context["messages"]] == []
    assert Statement.objects.get().note == ""
