"""Filters take names and former addresses; names of what is published are offered."""

import pytest
from django.http import QueryDict

from people.models import PersonName
from people.tests.database import update
from statements.filters import StatementFilter
from statements.meanings import doubts_about, settled
from statements.models import Statement
from statements.tests.factories import (
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    organization = make_organization(name="Harbour Ministry", slug="harbour-ministry")
    office = make_office(title="Harbour Minister", organization=organization, slug="minister")
    person = make_person(name="Anna Lindqvist", slug="anna-lindqvist", description="Diplomat.")
    PersonName.objects.create(person=person, name="Åsa Lindkvist")
    statement = make_published_statement(
        text="one",
        person=person,
        tenure=make_tenure(office=office, person=person),
        appearance={"credited_outlet": make_outlet(name="Morning Post", slug="morning-post")},
    )
    statement.topics.add(make_topic(name="Fisheries", slug="fisheries"))
    make_published_statement(text="two")
    return statement


@pytest.mark.parametrize(
    ("name", "typed", "slug"),
    [
        ("speaker", "Anna Lindqvist", "anna-lindqvist"),
        ("speaker", "lindqvist, anna", "anna-lindqvist"),
        ("speaker", "Asa Lindkvist", "anna-lindqvist"),
        ("organization", "harbour ministry", "harbour-ministry"),
        ("office", "Harbour Minister", "minister"),
        ("outlet", "morning post", "morning-post"),
        ("topic", "FISHERIES", "fisheries"),
    ],
)
def test_a_name_leads_to_the_address_that_stays(client, record, name, typed, slug):
    response = client.get("/statements/", {name: typed, "kind": "direct"})
    assert (response.status_code, response["Location"]) == (
        302,
        f"/statements/?{name}={slug}&kind=direct",
    )
    found = client.get(response["Location"]).context["listing"].statements
    assert [one.text for one in found] == ["one"]


def test_a_former_address_still_filters_page_and_file(client, record):
    update(record.person, slug="anna-berg")
    page = client.get("/statements/", {"speaker": "anna-lindqvist"})
    assert page["Location"] == "/statements/?speaker=anna-berg"
    lines = client.get("/statements.csv", {"speaker": "anna-lindqvist"}).getvalue().decode()
    assert "one" in lines
    assert "two" not in lines


def test_a_former_address_that_another_took_is_the_others(client, record):
    update(record.person, slug="anna-berg")
    make_published_statement(text="three", person=make_person(slug="anna-lindqvist"))
    listing = client.get("/statements/", {"speaker": "anna-lindqvist"}).context["listing"]
    assert [one.text for one in listing.statements] == ["three"]


def test_what_is_not_sure_is_an_error_that_offers_what_may_be_meant(client, record):
    make_published_statement(person=make_person(name="Berit Lindqvist", slug="berit-lindqvist"))
    response = client.get("/statements/", {"speaker": "lindqvist", "kind": "direct"})
    html = response.content.decode()
    assert response.status_code == 400
    assert 'href="?speaker=anna-lindqvist&amp;kind=direct">Anna Lindqvist</a>' in html
    assert "(Diplomat.)" in html
    assert "berit-lindqvist" in html


def test_suggestions_are_the_likest_names_of_what_is_published(client, record):
    make_statement(person=make_person(name="Anna Lindblad", slug="hidden"))
    html = client.get("/suggestions/", {"speaker": "anna lind"}).content.decode()
    assert '<option value="Anna Lindqvist">Diplomat.</option>' in html
    assert "Lindblad" not in html
    html = client.get("/suggestions/", {"office": "minister harb"}).content.decode()
    assert '<option value="Harbour Minister">Harbour Ministry</option>' in html


def test_names_that_several_have_are_offered_by_their_addresses(client, record):
    make_published_statement(person=make_person(name="Anna Lindqvist", slug="another-anna"))
    html = client.get("/suggestions/", {"speaker": "anna lindqvist"}).content.decode()
    assert '<option value="another-anna">Anna Lindqvist</option>' in html


@pytest.mark.parametrize("typed", ["hidden", "Hidden Hand", "hidden hand", "Hidden Ha"])
def test_what_is_not_published_is_neither_meant_nor_offered(client, record, typed):
    make_statement(person=make_person(name="Hidden Hand", slug="hidden"))
    response = client.get("/statements/", {"speaker": typed})
    assert response.status_code == 400
    assert "did you mean" not in response.content.decode()
    assert "<option" not in client.get("/suggestions/", {"speaker": typed}).content.decode()


@pytest.mark.parametrize("typed", ["", " ", "\0", "\\m(", "%", "a" * 5_000, "‌"])
@pytest.mark.parametrize("name", ["speaker", "topic", "office", "organization", "outlet"])
def test_whatever_is_typed_can_be_looked_up(client, record, name, typed):
    assert client.get("/suggestions/", {name: typed}).status_code == 200
    assert client.get("/statements/", {name: typed}).status_code in (200, 400)


def test_only_filters_of_names_have_suggestions(client):
    for query in ({}, {"q": "a"}, {"document": "a"}, {"kind": "direct"}):
        assert client.get("/suggestions/", query).status_code == 400


def test_suggestions_take_few_queries(client, record, django_assert_max_num_queries):
    for name in ("speaker", "office", "topic"):
        with django_assert_max_num_queries(5):
            client.get("/suggestions/", {name: "harb"})


def test_what_one_form_was_given_is_unknown_to_the_next(record):
    make_published_statement(person=make_person(name="Berit Lindqvist"))

    def form_of(query):
        asked = StatementFilter(QueryDict(query), queryset=Statement.objects.none())
        asked.is_valid()
        return asked

    given = "speaker=lindqvist&office=Harbour+Minister&language=Persian"
    asked = form_of(given)
    assert "office=minister" in settled(asked, QueryDict(given))
    assert doubts_about(asked, QueryDict(given))
    for query in ("", "speaker=&office=&language="):
        other = form_of(query)
        assert settled(other, QueryDict(query)) == ""
        assert doubts_about(other, QueryDict(query)) == []
