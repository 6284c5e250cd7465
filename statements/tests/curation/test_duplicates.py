"""Statements that are likely the same: named while entering, and set aside for good."""

import pytest
from django.urls import reverse

from statements.duplicates import likely_duplicates, set_aside
from statements.models import DistinctPair, Statement
from statements.tests.curation.entering import add, told, with_appearance
from statements.tests.factories import (
    make_capture,
    make_organization,
    make_person,
    make_statement,
)

pytestmark = pytest.mark.django_db

TEXT = "We will keep our word, whatever the harbour may cost us."
NEAR = "We will keep our word whatever the harbours may cost us!"


def distinct(one, other):
    return reverse("admin:statements_statement_distinct", args=[one.pk, other.pk])


def test_the_same_speakers_are_named_and_set_aside_for_good(client, curator):
    first = make_statement(text=TEXT)
    response = add(client, text=NEAR, person=first.person_id)
    assert any(message.startswith("Likely the same as") for message in told(response))
    second = Statement.objects.exclude(pk=first.pk).get()
    assert client.get(distinct(second, first)).status_code == 200
    assert not DistinctPair.objects.exists()
    client.post(distinct(second, first))
    assert DistinctPair.objects.get().first_id == first.pk
    assert likely_duplicates(second) == likely_duplicates(first) == []


def test_words_of_others_are_named_as_perhaps_attributed_wrongly(client, curator):
    first = make_statement(text=TEXT, person=make_person(name="Anna Lindqvist"))
    response = add(client, text=NEAR, person=make_person(name="Peter Novak").pk)
    (message,) = [one for one in told(response) if "Anna Lindqvist" in one]
    assert message.startswith("Nearly these words are on record as said by somebody else")
    assert f"/statement/{first.pk}/change/" in message
    assert "Not a duplicate" in message


def test_the_same_speakers_come_first_among_equals():
    by_other = make_statement(text=TEXT, person=make_person(name="Else"))
    statement = make_statement(text=TEXT)
    by_same = make_statement(text=TEXT, person=statement.person)
    assert likely_duplicates(statement) == [by_same, by_other]


@pytest.mark.parametrize("speaker", ["organization", "attribution"])
def test_every_kind_of_speaker_is_compared(speaker):
    given = {"person": None, "text": "No comment."}
    if speaker == "organization":
        given["organization"] = make_organization()
    else:
        given["attribution"] = "U.S. officials"
    first, second = make_statement(**given), make_statement(**given)
    assert likely_duplicates(second) == [first]


def test_what_only_shares_some_words_is_not_named():
    make_statement(text="We will keep the harbour open, whatever our word may be worth to them.")
    assert likely_duplicates(make_statement(text=TEXT)) == []


def test_a_statement_that_is_not_saved_yet_is_compared():
    first = make_statement(text=TEXT)
    assert likely_duplicates(Statement(text=NEAR, attribution="somebody")) == [first]


def test_setting_aside_twice_keeps_one_pair(curator):
    one, other = make_statement(), make_statement()
    set_aside(other, one, by=curator)
    set_aside(one, other, by=curator)
    assert DistinctPair.objects.count() == 1


def test_contributors_do_not_set_aside(client, contributor):
    one, other = make_statement(text=TEXT), make_statement(text=NEAR)
    response = client.post(distinct(one, other), follow=True)
    assert told(response) == ["Setting duplicates aside is for curators."]
    assert not DistinctPair.objects.exists()


def test_they_are_found_with_few_queries_however_many(django_assert_num_queries):
    statement = make_statement(text=TEXT)
    likely_duplicates(statement)
    for _ in range(5):
        make_statement(text=TEXT, person=make_person(name="Else"))
    # The text's words, the candidates, what was set aside, their texts, those that are named.
    with django_assert_num_queries(5):
        likely_duplicates(statement)


def test_a_verified_report_names_them_too(client, curator):
    first = make_statement(text=TEXT)
    document = make_capture(f"She said: “{TEXT}”").document
    response = add(client, text=TEXT, person=first.person_id, **with_appearance(document))
    assert any(message.startswith("Likely the same as") for message in told(response))
