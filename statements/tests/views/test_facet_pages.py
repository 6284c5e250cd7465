"""When the answers were said, and the pages that tell all values of a filter."""

import pytest
from django.http import QueryDict

from people.models import PersonName
from people.partial_dates import PartialDate
from statements.facets import when as when_of
from statements.search.finding import OFFERED, Counts
from statements.tests.factories import (
    make_person,
    make_published_statement,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def when(client, **query):
    return client.get("/statements/", query).context["listing"].when


def told(found):
    return [(one.bar.span.label, one.number) for one in found.stretches]


def say(*days):
    for day in days:
        make_published_statement(said_on=day and PartialDate.parse(day))


def test_years_far_apart_are_told_by_year(client):
    say("2010", "2017", "2017-12-13", None)

    assert (when(client).unit, told(when(client))) == ("year", [("2010", "1"), ("2017", "2")])
    assert when(client).ends == ("2010", "2017")


def test_close_years_are_told_by_month_and_close_months_by_day(client):
    say("2017-12-13", "2017-12-13", "2016-02-01", "2017-11-30")

    assert (when(client).unit, told(when(client))) == (
        "month",
        [("February 2016", "1"), ("November 2017", "1"), ("December 2017", "2")],
    )
    narrowed = when(client, said_from="2017-11", said_to="2017-12")
    assert (narrowed.unit, told(narrowed)) == (
        "day",
        [("30 November 2017", "1"), ("13 December 2017", "2")],
    )
    assert b"All days" in client.get("/statements/", {"said_from": "2017-11"}).content


def test_days_are_told_without_a_question_of_their_own(client, django_assert_max_num_queries):
    say("2017-12-13", "2017-12", None)
    client.get("/statements/")
    with django_assert_max_num_queries(4):
        found = when(client, q="word", said_from="2017-12")
    assert found.unit == "day"
    assert told(found) == [("13 December 2017", "1"), ("31 December 2017", "1")]


def test_where_days_are_not_told_months_are():
    counts = Counts(40, rung=1, years={2017: 40}, months={2017 * 12 + 11: 40})
    found = when_of(counts, QueryDict())
    assert (found.unit, told(found)) == ("month", [("December 2017", "40")])


@pytest.mark.parametrize("query", [{}, {"said_from": "2016"}, {"said_from": "2017-12"}])
def test_each_stretch_is_a_link_to_as_many(client, query):
    say("2010-03-04", "2016-02-01", "2017-11-30", "2017-12-13", "2017-12-13")
    for one in when(client, **query).stretches:
        listing = client.get(f"/statements/?{one.query}").context["listing"]
        assert str(listing.total) == one.number, one


def test_the_drawing_has_its_alternative_in_words(client):
    say("2010", "2017")
    html = client.get("/statements/").content.decode()

    assert '<svg class="histogram"' in html
    assert html.count("said_from=2010&amp;said_to=2010") == 2
    assert "By year" in html


def test_without_days_nothing_is_drawn(client):
    say(None)
    assert when(client) is None


def page(client, name, **query):
    response = client.get(f"/statements/by/{name}/", query)
    found = response.context.get("facet")
    return {one.label: one.number for one in found.choices} if found else {}


def test_a_long_facet_leads_to_the_page_of_all_its_values(client):
    for number in range(OFFERED + 2):
        make_published_statement(person=make_person(name=f"Speaker {number}"), kind="indirect")
    make_published_statement(person=make_person(name="Other"))
    listing = client.get("/statements/", {"kind": "indirect"}).context["listing"]
    speakers = next(facet for facet in listing.facets if facet.name == "speaker")

    assert len(speakers.choices) == OFFERED
    assert speakers.more == "/statements/by/speaker/?kind=indirect"
    everyone = page(client, "speaker", kind="indirect")
    assert len(everyone) == OFFERED + 2
    assert "Other" not in everyone


def test_values_are_found_by_name_with_the_filters_kept(client):
    ada = make_person(name="Ada Quell")
    PersonName.objects.create(person=ada, name="آدا کوئل", language="fa")
    for kind in ("direct", "indirect", "indirect"):
        make_published_statement(person=ada, kind=kind)
    make_published_statement(person=make_person(name="Ben Moor"))
    topic = make_topic(name="Dredging and silt")
    make_published_statement().topics.add(topic, make_topic(name="Ships"))

    assert page(client, "speaker", find="Quel ada") == {"Ada Quell": "3"}
    assert page(client, "speaker", find="كوئل", kind="indirect") == {"Ada Quell": "2"}
    assert page(client, "topic", find="silt") == {"Dredging and silt": "1"}
    assert page(client, "speaker", find="nobody like this") == {}
    assert page(client, "outlet", find="100%_\\ \0") == {}


def test_a_found_value_is_one_more_of_its_filter(client):
    ada, ben = make_person(name="Ada Quell"), make_person(name="Ben Moor")
    for person in (ada, ben):
        make_published_statement(person=person)
    html = client.get("/statements/by/speaker/", {"speaker": ada.slug}).content.decode()

    assert f'href="/statements/?speaker={ada.slug}&amp;speaker={ben.slug}"' in html
    assert f'<input type="hidden" name="speaker" value="{ada.slug}">' in html


def test_the_unpublished_is_neither_listed_nor_found(client):
    make_statement(person=make_person(name="Ada Secret"))

    assert page(client, "speaker") == {}
    assert page(client, "speaker", find="Secret") == {}


@pytest.mark.parametrize("query", [{"speaker": "nobody"}, {"speker": "x"}, {"q": "a NEAR/99 b"}])
def test_a_wrong_filter_is_an_error_here_too(client, query):
    response = client.get("/statements/by/topic/", query)

    assert response.status_code == 400
    assert next(iter(query)) in response.content.decode()


@pytest.mark.parametrize("name", ["kind", "verification", "nothing"])
def test_only_long_facets_have_a_page(client, name):
    assert client.get(f"/statements/by/{name}/").status_code == 404


def test_the_page_takes_few_queries(client, django_assert_max_num_queries):
    for _ in range(12):
        make_published_statement()
    with django_assert_max_num_queries(3):
        client.get("/statements/by/speaker/", {"find": "person", "q": "word"})


def test_what_has_no_day_is_drawn_on_none(client):
    make_published_statement(said_on=PartialDate.parse("2017-12-13"))
    make_published_statement()
    drawn = when(client)
    assert (drawn.unit, told(drawn)) == ("day", [("13 December 2017", "1")])
    assert drawn.ends == ("13 December 2017", "13 December 2017")


def test_it_is_told_that_what_is_known_less_exactly_stands_on_its_last_day(client):
    say("2017", "2017-12-13")
    assert b"stands on its last day" in client.get("/statements/").content
    say("2010")
    assert b"stands on its last day" not in client.get("/statements/").content
