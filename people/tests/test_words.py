"""Titles and names of things are found by their words, through an index."""

import re

import pytest
from django.db import connection

from people.finding import OFFICES, find_offices, find_tenures
from people.models import OrganizationName
from people.tests.factories import make_office, make_organization, make_person, make_tenure
from people.words import find_by_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister():
    return make_office(title="Deputy Foreign Minister for Économie")


@pytest.mark.parametrize(
    "typed",
    [
        "deputy foreign minister for économie",
        "economie",
        "ECONOMIE dep",
        "foreign minister",
        "minister foreign",
        "econo",
        # One letter too few, too many, another, and two exchanged.
        "foregn minister",
        "foreiggn",
        "foreizn",
        "foriegn ministre",
        # A slip in a word that goes on.
        "depty",
        "econmie",
        "forein minist",
    ],
)
def test_an_office_is_found_by_words_of_its_title(minister, typed):
    make_office(title="Spokesman")
    assert find_offices(typed) == [minister.pk]


@pytest.mark.parametrize("typed", ["", " ", "!", "\0", "'", "a'b:*", "fxrxign", "x" * 5_000])
def test_what_is_no_word_of_it_finds_nothing(minister, typed):
    assert find_offices(typed) == []


def test_the_likest_comes_first():
    longer = make_office(title="Deputy Foreign Minister")
    itself = make_office(title="Foreign Minister")
    make_office(title="Minister")
    assert find_offices("foreign minister") == [itself.pk, longer.pk]


def test_an_office_is_found_by_its_organization_whatever_that_is_called():
    ministry = make_organization(name="Ministry of Foreign Affairs", country="IR")
    OrganizationName.objects.create(organization=ministry, name="وزارت امور خارجه", language="fa")
    spokesman = make_office(title="Spokesman", organization=ministry)
    minister = make_office(title="Foreign Minister", organization=ministry)
    make_office(title="Spokesman")
    assert find_offices("spokesman foreign affairs") == [spokesman.pk]
    assert find_offices("foreign affairs mnister") == [minister.pk, spokesman.pk]
    assert find_offices("envoy foreign affairs") == []
    assert set(find_offices("وزارت خارجه")) == {spokesman.pk, minister.pk}


def test_a_tenure_is_found_by_who_held_it_and_by_the_office():
    office, other = make_office(title="Foreign Minister"), make_office(title="Envoy")
    anna, bo = make_person(name="Anna Lindqvist"), make_person(name="Bo Ek")
    envoy = make_tenure(person=anna, office=other)
    hers = make_tenure(person=anna, office=office)
    his = make_tenure(person=bo, office=office)
    assert set(find_tenures("lindqvist")) == {envoy.pk, hers.pk}
    assert set(find_tenures("lindqivst")) == {envoy.pk, hers.pk}
    assert set(find_tenures("foriegn minister")) == {hers.pk, his.pk}
    assert find_tenures("lindqvist envoy") == [envoy.pk]
    assert find_tenures("foreign minister anna lindqvist") == [hers.pk, envoy.pk]
    assert find_tenures("nobody at all") == []


def test_a_new_and_a_changed_title_are_found_at_once(django_assert_num_queries):
    office = make_office(title="Envoy")
    type(office).objects.filter(pk=office.pk).update(title="Legate")
    assert find_offices("envoy") == []
    with django_assert_num_queries(1):
        assert find_by_words([OFFICES], "legate") == [office.pk]
    with django_assert_num_queries(2):
        assert find_by_words([OFFICES], "legaet") == [office.pk]


def test_the_words_are_looked_up_in_their_index_and_no_key_is_walked():
    for number in range(400):
        make_office(title=f"Envoy {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_office")
        # As the function has it, which a plan does not look into.
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'record_worded'")
        order = re.search(r"ORDER BY [^%]+", cursor.fetchone()[0])[0]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM people_office"
            f" WHERE record_words(title, 't') @@ 'envoy:*'::tsquery {order} 1"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "people_office_words" in plan
    assert "people_office_pkey" not in plan


def test_at_most_so_many_are_returned():
    for number in range(5):
        make_office(title=f"Envoy {number}")
    assert len(find_offices("envoy", limit=3)) == 3
