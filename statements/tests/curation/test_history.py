"""The history of a row in the admin, and going back to it."""

import pytest
from django.urls import reverse

from people.models import Person, PersonName
from people.partial_dates import PartialDate
from people.tests.database import check_now
from people.tests.factories import make_user
from statements.models import Correction, Statement, StatementTopic
from statements.tests.curation.entering import WORDS, change_address
from statements.tests.factories import (
    make_appearance,
    make_occasion,
    make_person,
    make_published_statement,
    make_statement,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("curator")]


def history(client, row, pk=None):
    meta = row._meta
    return client.get(
        reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[pk or row.pk])
    )


def told(response):
    """Newest first: part, what was done, and each field with its words before and after."""
    return [
        (
            change.part.rpartition(" ")[0],
            change.label,
            {
                field.label: tuple(
                    "".join(token.text for token in field.diff if token.op != other)
                    for other in ("insert", "delete")
                )
                for field in change.fields
            },
        )
        for change in response.context["changes"]
    ]


def restore(client, row, event, pk=None):
    model = type(event).pgh_tracked_model
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[pk or row.pk])
    data = {"event": event.pgh_id, "model": model._meta.label_lower}
    return client.post(address, data, follow=True)


def events(model):
    return model.pgh_event_model.objects.order_by("pgh_id")


def test_history_names_who_changed_what_and_restores(client):
    person = make_person(name="Anna One")
    Person.objects.filter(pk=person.pk).update(name="Anna Two")
    html = history(client, person).content.decode()
    assert ">One</del>" in html
    assert ">Two</ins>" in html
    assert "Name: Anna <del" in html
    restore(client, person, events(Person).first())
    person.refresh_from_db()
    assert (person.name, person.version) == ("Anna One", 3)
    assert "curator" in history(client, person).content.decode()


def test_history_tells_of_names_given_changed_and_taken_away_on_the_page(client):
    person = make_person()
    name = PersonName.objects.create(person=person, name="Anne Oldform")
    PersonName.objects.filter(pk=name.pk).update(name="Anne Newform")
    PersonName.objects.create(person=make_person(), name="Somebody Else")
    name.delete()
    response = history(client, person)
    part = str(PersonName._meta.verbose_name)
    assert [change[:2] for change in told(response)] == [
        (part, "deleted"),
        (part, "changed"),
        (part, "entered"),
        ("", "entered"),
    ]
    assert told(response)[0][2]["Name"] == ("Anne Newform", "")
    assert "Somebody" not in response.content.decode()


def test_dates_and_choices_are_told_as_people_read_them(client):
    occasion = make_occasion(held_on=PartialDate.parse("2017"), kind="speech")
    occasion.held_on = PartialDate.parse("13 December 2017")
    occasion.kind = "press_conference"
    occasion.save()
    assert told(history(client, occasion))[0][2] == {
        "Held on": ("2017", "13 December 2017"),
        "Kind": ("speech", "press conference"),
    }


def test_languages_are_told_by_name(client):
    statement = make_statement(language="fa")
    statement.language = "sr-Latn"
    statement.save()
    (_, _, fields), *_ = told(history(client, statement))
    assert fields == {"Language": ("Persian", "Serbian (Latin)")}


def test_topics_given_and_taken_away_are_told_and_can_be_given_back(client):
    statement = make_statement()
    topic = make_topic(name="Harbours")
    statement.topics.add(topic)
    statement.topics.clear()
    newest = told(history(client, statement))[:2]
    assert newest == [
        ("statement topic", "deleted", {"Topic": ("Harbours", "")}),
        ("statement topic", "entered", {"Topic": ("", "Harbours")}),
    ]
    restore(client, statement, events(StatementTopic).last())
    assert statement.topics.get() == topic


def test_an_earlier_version_of_a_row_on_the_page_is_restored(client):
    person = make_person()
    name = PersonName.objects.create(person=person, name="One")
    PersonName.objects.filter(pk=name.pk).update(name="Two")
    restore(client, person, events(PersonName).first())
    name.refresh_from_db()
    assert (name.name, name.version) == ("One", 3)


def test_a_row_of_another_page_is_not_restored_from_here(client):
    name = PersonName.objects.create(person=make_person(), name="One")
    PersonName.objects.filter(pk=name.pk).update(name="Two")
    response = restore(client, make_person(), events(PersonName).first())
    assert "not in the history of this row" in response.content.decode()
    name.refresh_from_db()
    assert name.name == "Two"


def test_what_was_deleted_is_listed_and_comes_back_with_what_went_with_it(client):
    statement = make_statement(text=WORDS)
    appearance = make_appearance(statement=statement)
    topic = make_topic()
    statement.topics.add(topic)
    Statement.objects.get(pk=statement.pk).delete()

    listed = client.get(reverse("admin:statements_statement_deleted"))
    assert str(statement) in listed.content.decode()
    address = reverse("admin:statements_statement_history", args=[statement.pk])
    assert address in listed.content.decode()
    page = client.get(address).content.decode()
    assert "It was deleted" in page
    assert "Bring it back" in page

    lost = events(Statement).last()
    restore(client, statement, lost, pk=lost.id)
    back = Statement.objects.get(pk=lost.id)
    assert (back.text, back.public_id, back.version) == (WORDS, lost.public_id, lost.version + 1)
    assert appearance.pk in back.appearances.values_list("pk", flat=True)
    assert back.topics.get() == topic
    listed = client.get(reverse("admin:statements_statement_deleted"))
    assert "Nothing that was deleted is missing" in listed.content.decode()


def test_what_never_was_has_no_history(client):
    person = make_person()
    assert history(client, person, pk=person.pk + 1).status_code == 404
    assert history(client, person, pk="x").status_code == 404


def test_the_list_leads_to_what_was_deleted(client):
    page = client.get(reverse("admin:people_person_changelist")).content.decode()
    assert reverse("admin:people_person_deleted") in page


def test_a_contributor_reads_but_does_not_restore_what_is_public(client):
    statement = make_published_statement(text=WORDS)
    check_now()
    Statement.objects.filter(pk=statement.pk).update(text="Changed.")
    client.force_login(make_user("reader", "Contributor"))
    response = history(client, statement)
    assert response.status_code == 200
    assert "Restore this version" not in response.content.decode()
    restore(client, statement, events(Statement).first())
    statement.refresh_from_db()
    assert statement.text == "Changed."


def test_history_takes_the_same_queries_however_long_it_is(client, django_assert_num_queries):
    def count(changes):
        statement = make_statement()
        for number in range(changes):
            Statement.objects.filter(pk=statement.pk).update(person=make_person(), note=str(number))
            make_appearance(statement=statement)
            statement.topics.add(make_topic())
        with django_assert_num_queries(22):
            history(client, statement)

    count(2)
    count(6)


def test_restoring_words_neither_publishes_nor_withdraws_and_says_why(client):
    statement = make_published_statement(text=WORDS)
    check_now()
    Statement.objects.filter(pk=statement.pk).update(text="We shall keep our word.")
    Statement.objects.filter(pk=statement.pk).update(
        status="withdrawn", withdrawn_at=statement.published_at, withdrawal_reason="Misheard."
    )
    restore(client, statement, events(Statement).first())
    statement.refresh_from_db()
    assert (statement.text, statement.status) == (WORDS, "withdrawn")
    assert Correction.objects.latest("pk").reason == "An earlier version was restored."


def test_each_earlier_version_has_one_button(client):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(name="Two")
    html = history(client, person).content.decode()
    assert html.count("Restore this version") == 1
    assert change_address(person) in html
