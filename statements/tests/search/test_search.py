"""What a search finds."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.models import OrganizationName, PersonName
from statements.models import SearchEntry, Statement, Translation
from statements.tests.factories import (
    make_occasion,
    make_office,
    make_organization,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db

ENGLISH = "We shall never negotiate under the shadow of war; the U.S. isn’t our partner."
FRENCH = "L’Élysée n’a jamais négocié sous la menace d’une guerre européenne."
PERSIAN = "ما هرگز زیر سایهٔ جنگ مذاکره نمی‌کنیم و کشتی‌های ما در خلیج می‌مانند."
ARABIC = "لن نتفاوض أبداً تحت التهديد، والمدينة آمنة."


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", ENGLISH, "shadow"),
        ("en", ENGLISH, "SHADOWS"),
        ("en", ENGLISH, "negotiating war"),
        ("en", ENGLISH, "“shadow of war”"),
        ("en", ENGLISH, "«shadow of war»"),
        ("en", ENGLISH, "negot*"),
        ("en", ENGLISH, "peace OR war"),
        ("en", ENGLISH, "war -peace"),
        ("en", ENGLISH, "isn't"),
        ("en", ENGLISH, "isn’t"),
        ("en", ENGLISH, "U.S."),
        ("fr", FRENCH, "negocie"),
        ("fr", FRENCH, "négocié"),
        ("fr", FRENCH, "européennes"),
        ("fr", FRENCH, "elysee"),
        ("fr", FRENCH, "« menace d'une guerre »"),
        ("fr", FRENCH, "europ*"),
        ("fa", PERSIAN, "مذاکره"),
        ("fa", PERSIAN, "مذاكره"),
        ("fa", PERSIAN, "سایه"),
        ("fa", PERSIAN, "«زير سايه جنگ»"),
        ("fa", PERSIAN, "نمیکنیم"),
        ("fa", PERSIAN, "مذا*"),
        ("ar", ARABIC, "ابدا"),
        ("ar", ARABIC, "أبداً"),
        ("ar", ARABIC, "آمنه"),
        ("ar", ARABIC, "امنة"),
        ("ar", ARABIC, "التـهـديد"),
        ("ar", ARABIC, '"تحت التهديد"'),
    ],
)
def test_the_words_are_found(language, text, query):
    statement = make_statement(text=text, language=language)

    assert list(Statement.objects.search(query)) == [statement]


@pytest.mark.parametrize(
    "query", ["peace", '"war of shadow"', "war -shadow", "-war", "peace OR calm", "hadow", "!!!"]
)
def test_other_words_are_not_found(query):
    make_statement(text=ENGLISH)

    assert not Statement.objects.search(query).exists()


def test_a_blank_search_leaves_everything():
    make_statement()

    assert Statement.objects.search("  ").count() == 1


def test_it_is_found_by_everything_that_is_shown_with_it():
    ministry = make_organization(name="Ministry of Tides", short_name="M.O.T.")
    person = make_person(name="Ada Quell")
    tenure = make_tenure(
        person=person, office=make_office(title="Harbour Master", organization=ministry)
    )
    statement = make_statement(
        person=person,
        tenure=tenure,
        attribution="the top pilot",
        occasion=make_occasion(name="Launch of the Albatross"),
    )
    statement.topics.add(make_topic(name="Dredging"))
    Translation.objects.create(statement=statement, language="fr", text="Nous tiendrons parole.")

    for query in (
        "quell",
        "harbour",
        "tides",
        "MOT",
        "pilot",
        "albatross",
        "dredging",
        "tiendrons",
    ):
        assert list(Statement.objects.search(query)) == [statement], query


def test_a_new_name_is_found_at_once():
    person = make_person(name="Ada Quell")
    statement = make_statement(person=person)
    person.name = "Ada Marchetti"
    person.save()

    assert list(Statement.objects.search("marchetti")) == [statement]
    assert not Statement.objects.search("quell").exists()


def test_an_alias_is_found_while_there_is_one():
    person = make_person(name="Ada Quell")
    statement = make_statement(person=person)
    alias = PersonName.objects.create(person=person, name="آدا کوئل", language="fa")
    assert list(Statement.objects.search("كوئل")) == [statement]

    alias.delete()
    assert not Statement.objects.search("كوئل").exists()


def test_an_alias_of_the_offices_organization_is_found():
    tenure = make_tenure()
    statement = make_statement(person=tenure.person, tenure=tenure)
    OrganizationName.objects.create(organization=tenure.office.organization, name="Tidal Board")

    assert list(Statement.objects.search("tidal")) == [statement]


def test_a_topic_renamed_or_taken_away():
    statement = make_statement()
    topic = make_topic(name="Dredging")
    statement.topics.add(topic)
    topic.name = "Silt"
    topic.save()
    assert list(Statement.objects.search("silt")) == [statement]

    statement.topics.clear()
    assert not Statement.objects.search("silt").exists()


def test_an_unpublished_statement_is_not_found_by_the_public():
    make_statement(text="A secret draft")
    published = make_published_statement(text="A public draft")

    assert list(Statement.objects.published().search("draft")) == [published]


def test_the_better_answer_comes_first():
    named = make_statement(person=make_person(name="Ada Harbour"), text="We shall see.")
    said = make_statement(text="The harbour stays open, the harbour stays ours.")

    assert list(Statement.objects.by_relevance("harbour")) == [said, named]


def test_a_phrase_does_not_reach_from_the_words_into_the_speakers_name():
    make_statement(text="We trust our friend", person=make_person(name="Ada Quell"))

    assert not Statement.objects.search('"friend Ada"').exists()


def test_a_statement_deleted_by_plain_sql_takes_its_entry_along():
    statement = make_statement()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statements_statement WHERE id = %s", [statement.pk])

    assert not SearchEntry.objects.exists()


def test_a_deleted_statement_is_gone():
    statement = make_statement()
    Translation.objects.create(statement=statement, language="fr", text="Oui.")
    statement.delete()

    assert not SearchEntry.objects.exists()


def test_hundreds_of_words_are_no_trouble():
    assert not Statement.objects.search("word " * 1_500).exists()


class AnythingTyped(TestCase):
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
    def test_anything_typed_can_be_searched(self, text):
        list(Statement.objects.search(text)[:1])

    @given(st.text(alphabet=" ab-*\"“”OR!&|():'\\<>½⑴ـ"))
    def test_operators_of_the_database_are_only_characters(self, text):
        list(Statement.objects.by_relevance(text)[:1])
