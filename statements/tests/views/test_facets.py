"""What a list can be narrowed to: counts beside it, each a link that keeps the other filters."""

import pytest

from people.partial_dates import PartialDate
from statements.facets import _about, total_text
from statements.listing import PAGE
from statements.tests.factories import (
    make_organization,
    make_person,
    make_published_statement,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def facets(client, **query):
    listing = client.get("/statements/", query).context["listing"]
    return {
        facet.title: {choice.label: choice.number for choice in facet.choices}
        for facet in listing.facets
    }


def test_each_value_has_its_count_and_the_commonest_comes_first(client):
    ada, ben = make_person(name="Ada Quell"), make_person(name="Ben Moor")
    make_published_statement(person=ben, said_on=PartialDate.year(2016))
    for _ in range(2):
        make_published_statement(person=ada, kind="indirect", said_on=PartialDate.year(2017))
    found = facets(client)

    assert list(found["Speakers"].items()) == [("Ada Quell", "2"), ("Ben Moor", "1")]
    assert found["Kinds"] == {"Indirect quote": "2", "Direct quote": "1"}
    assert found["Languages"] == {"English": "3"}
    assert found["Verification"] == {"Verified": "3"}


def test_what_stands_above_counts_what_is_below(client):
    top = make_organization(name="Government")
    topic = make_topic(name="Dredging", parent=make_topic(name="Harbours"))
    make_published_statement(organization=make_organization(name="Ministry", parent=top))
    make_published_statement(organization=top).topics.add(topic)
    found = facets(client)

    assert found["Organizations"] == {"Government": "2", "Ministry": "1"}
    assert found["Topics"] == {"Dredging": "1", "Harbours": "1"}


def test_the_unpublished_is_neither_counted_nor_named(client):
    make_statement(person=make_person(name="Ada Quell"), text="A draft.")

    assert facets(client) == {}


def test_a_filter_narrows_the_other_facets_and_shows_what_else_it_could_be(client):
    ada, ben = make_person(name="Ada Quell"), make_person(name="Ben Moor")
    make_published_statement(person=ada, kind="indirect")
    make_published_statement(person=ben)
    found = facets(client, speaker=ada.slug)

    assert found["Speakers"] == {"Ada Quell": "1", "Ben Moor": "1"}
    assert found["Kinds"] == {"Indirect quote": "1"}


def test_words_narrow_every_facet(client):
    make_published_statement(person=make_person(name="Ada Quell"), text="The harbour is open.")
    make_published_statement(text="Something else.")

    assert facets(client, q="harbours")["Speakers"] == {"Ada Quell": "1"}
    assert facets(client, q="!!!") == {}


def test_every_count_is_a_link_to_as_many_statements(client):
    for year in (2015, 2016, 2016):
        made = make_published_statement(said_on=PartialDate.year(year))
        made.topics.add(make_topic())
    listing = client.get("/statements/").context["listing"]

    followed = [choice for facet in listing.facets for choice in facet.choices]
    followed += listing.when.stretches
    assert len(followed) > 10
    for choice in followed:
        narrowed = client.get(f"/statements/?{choice.query}").context["listing"]
        assert str(narrowed.total) == choice.number, choice


def test_what_is_chosen_can_be_taken_back(client):
    made = make_published_statement()
    page = client.get("/statements/", {"speaker": made.person.slug})
    (chosen,) = (
        choice
        for facet in page.context["listing"].facets
        for choice in facet.choices
        if choice.is_chosen
    )

    assert (chosen.label, chosen.query) == (made.person.name, "")
    assert b'aria-current="true"' in page.content


def test_a_choice_beside_another_is_an_alternative(client):
    ada, ben = make_person(name="Ada Quell"), make_person(name="Ben Moor")
    for person in (ada, ben, ben):
        make_published_statement(person=person)
    listing = client.get("/statements/", {"speaker": ada.slug, "after": "2017-01-01_1"}).context[
        "listing"
    ]
    speakers = next(facet for facet in listing.facets if facet.title == "Speakers")
    other = next(choice for choice in speakers.choices if not choice.is_chosen)

    assert other.query == f"speaker={ada.slug}&speaker={ben.slug}"
    assert client.get(f"/statements/?{other.query}").context["listing"].total == 3


def test_a_choice_that_finds_nothing_is_not_offered(client):
    make_published_statement(person=make_person(name="Ada Quell"), kind="indirect")
    make_published_statement(text="Something else.")

    assert facets(client, kind="indirect")["Speakers"] == {"Ada Quell": "1"}


@pytest.mark.parametrize(
    ("number", "rung", "shown"),
    [
        (7, 1, "7"),
        (12_345, 1, "12,345"),
        (12_345, 4, "about 12,000"),
        (983_040, 1024, "about 980,000"),
        (12_288, 1024, "about 10,000"),
        (396, 4, "about 400"),
        (4, 4, "about 4"),
    ],
)
def test_a_number_from_a_sample_says_so_and_claims_no_more_digits_than_are_known(
    number, rung, shown
):
    assert _about(number, rung) == shown


@pytest.mark.parametrize(
    ("number", "is_exact", "text"),
    [
        (0, True, "0"),
        (1_987, True, "1,987"),
        (6_412, False, "about 6,400"),
        (971_776, False, "about 970,000"),
    ],
)
def test_a_total_is_told_as_far_as_it_is_known(number, is_exact, text):
    assert total_text(number, is_exact=is_exact) == text


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_lead_on_and_back_again(client, sort):
    person = make_person()
    for number in range(PAGE * 2 + 5):
        said_on = PartialDate.year(1990 + number // 3) if number % 7 else None
        make_published_statement(person=person, said_on=said_on, text=f"Number {number}")

    def page(query):
        return client.get(f"/statements/?{query}").context["listing"]

    first = page(f"sort={sort}")
    second = page(first.next_query)
    third = page(second.next_query)
    ids = [[one.pk for one in each.statements] for each in (first, second, third)]
    assert [len(each) for each in ids] == [PAGE, PAGE, 5]
    assert len({pk for each in ids for pk in each}) == PAGE * 2 + 5
    assert (first.previous_query, third.next_query) == ("", "")

    back = page(third.previous_query)
    assert [one.pk for one in back.statements] == ids[1]
    assert [one.pk for one in page(back.previous_query).statements] == ids[0]
    assert page(back.previous_query).previous_query == ""


def test_the_list_takes_as_many_queries_however_much_it_holds(
    client, django_assert_max_num_queries
):
    for _ in range(3):
        make_published_statement().topics.add(make_topic())

    with django_assert_max_num_queries(4):
        client.get("/statements/", {"q": "word"})
