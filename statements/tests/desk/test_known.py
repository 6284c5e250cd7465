"""Only what a text can speak of is fetched from the record."""

import pytest

from people.models import PersonName
from people.partial_dates import PartialDate
from statements.desk import known
from statements.desk.known import known_to, outlet_named
from statements.tests.factories import (
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_tenure,
)

pytestmark = pytest.mark.django_db


def test_people_are_found_by_the_last_word_of_any_form_of_their_name():
    plain = make_person(name="António Guterres")
    other = make_person(name="Adel al-Jubeir")
    PersonName.objects.create(person=make_person(name="Ann Sato"), name="Ann Lindqvist")
    make_person(name="Jubeir Nobody")
    record = known_to("Guterres met Jubeir; a Lindqvist and the nobody were there.")
    assert set(record.people) >= {plain.pk, other.pk}
    assert {person.names[0] for person in record.people.values()} == {
        "António Guterres",
        "Adel al-Jubeir",
        "Ann Sato",
    }


@pytest.mark.parametrize("printed", ["GUTERRES spoke", "Gutérres spoke", "“Guterres’ words”"])
def test_accents_case_and_marks_make_no_difference(printed):
    assert known_to(printed).people == {}
    person = make_person(name="António Guterres")
    assert set(known_to(printed).people) == {person.pk}


@pytest.mark.parametrize("printed", ["The I.R.G.C. spoke.", "The IRGC spoke.", "the Guards Corps"])
def test_organizations_are_found_by_name_and_short_name(printed):
    body = make_organization(name="Guards Corps", short_name="I.R.G.C.")
    assert set(known_to(printed).organizations) == {body.pk}


def test_the_offices_of_whom_was_found_come_with_their_days():
    ministry = make_organization(name="Harbour Ministry")
    tenure = make_tenure(
        person=make_person(name="Ann Lee"),
        office=make_office(title="Minister", organization=ministry),
        start=PartialDate.parse("2016"),
    )
    [person] = known_to("Lee spoke.").people.values()
    [office] = person.offices
    assert (office.key, office.title, office.organization) == (
        tenure.pk,
        "Minister",
        "Harbour Ministry",
    )
    assert str(office.start) == "2016-01-01"


def test_of_too_many_those_whose_whole_name_stands_there_are_taken(monkeypatch):
    monkeypatch.setattr(known, "MOST", 1)
    for number in range(3):
        make_person(name=f"Anna{number} Lee")
    wanted = make_person(name="Zoe Lee")
    make_person(name="Zora Lee")
    assert set(known_to("Zoe Lee spoke.").people) == {wanted.pk}


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    for number in range(5):
        make_tenure(person=make_person(name=f"Ann{number} Lee"))
    with django_assert_num_queries(5):
        known_to("Lee spoke.")


@pytest.mark.parametrize(
    "printed",
    [
        "Tasnim",
        "Tasnim News Agency",
        "I.R.G.C.-affiliated Tasnim News Agency",
        "the Tasnim agency",
        "state-run TASNIM",
    ],
)
def test_an_outlet_is_recognised_in_what_is_printed(printed):
    tasnim = make_outlet(name="Tasnim News Agency")
    make_outlet(name="News of the Day")
    assert outlet_named(printed) == tasnim.pk


def test_an_outlet_that_may_be_two_is_none():
    make_outlet(name="Coast News")
    make_outlet(name="Coast Times")
    assert outlet_named("Coast") is None
    assert outlet_named("") is None
