"""What a search finds."""

from contextlib import suppress

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.models import OrganizationName, PersonName
from people.partial_dates import PartialDate
from statements.models import SearchEntry, SearchSample, Statement, Translation
from statements.search.attributes import KEPT
from statements.search.examples import CHAPTERS
from statements.search.finding import Question, find_ranked
from statements.search.query import QueryError, parse
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
        ("en", ENGLISH, "(peace OR war) shadow"),
        ("en", ENGLISH, "shadows NEAR/2 wars"),
        ("en", ENGLISH, "war NEAR/2 shadow"),
        ("en", ENGLISH, '"the shadow" NEAR/3 (peace OR negotiation)'),
        ("en", ENGLISH, "-(war peace) shadow"),
        ("fr", FRENCH, "(paix OR guerre) menace"),
        ("fr", FRENCH, "menaces NEAR/3 guerres"),
        ("fr", FRENCH, "guerre -paix"),
        ("fr", FRENCH, "négociation"),
        ("es", "Las negociaciones siguen", "negociación"),
        ("de", "Drei Verträge über Häuser", "vertrag haus"),
        ("de", "In dieser Straße", "strasse"),
        ("fa", PERSIAN, "کشتی"),
        ("fa", PERSIAN, "کشتی‌ها"),
        ("fa", PERSIAN, "(صلح OR جنگ) مذاکره"),
        ("fa", PERSIAN, "سایه NEAR/1 جنگ"),
        ("fa", PERSIAN, "خليج -صلح"),
        ("ar", ARABIC, "مدينة"),
        ("ar", ARABIC, "المدينة"),
        ("ar", ARABIC, "(سلام OR تهديد) آمنة"),
        ("ar", ARABIC, "نتفاوض NEAR/2 أبدا"),
        ("ar", ARABIC, "تهديد -سلام"),
        ("ar", ARABIC, "الته*"),
    ],
)
def test_the_words_are_found(language, text, query):
    statement = make_statement(text=text, language=language)

    assert list(Statement.objects.search(query)) == [statement]


@pytest.mark.parametrize(
    "query",
    [
        *("peace", '"war of shadow"', "war -shadow", "-war", "peace OR calm", "hadow", "!!!"),
        *('"shadows"', '"shadow of wars"', "shadow NEAR/1 war", "negotiate NEAR/2 partner"),
        *("(peace OR calm) war", "war -(shadow OR peace)", '"negotiat"', '"partn"'),
    ],
)
def test_other_words_are_not_found(query):
    make_statement(text=ENGLISH)

    assert not Statement.objects.search(query).exists()


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", "many wars", '"war"'),
        ("fr", "nos négociations", '"négociation"'),
        ("fa", "کشتی‌های ما", '"کشتی"'),
        ("ar", "قال المسلمون", '"مسلم"'),
    ],
)
def test_a_phrase_is_found_as_written_and_never_by_its_stem(language, text, query):
    statement = make_statement(text=text, language=language)

    assert not Statement.objects.search(query).exists()
    assert list(Statement.objects.search(query.strip('"'))) == [statement]


def test_nearness_does_not_reach_from_one_part_into_the_next():
    statement = make_statement(text="We trust our friend", person=make_person(name="Ada Quell"))
    Translation.objects.create(statement=statement, language="fr", text="Nous croyons")

    assert not Statement.objects.search("friend NEAR/25 nous").exists()
    assert not Statement.objects.search("friend NEAR/25 quell").exists()
    assert not Statement.objects.search("friend NEAR/25 we -trust").exists()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("2,000 kilometres", "2000"),
        ("2000 kilometres", "2,000"),
        ("2\u202f000 kilometres", "2000"),
        ("۲٬۰۰۰ کیلومتر", "2000"),
        ("3.5 percent", "3.5"),
        ("the I.R.G.C. said", "IRGC"),
        ("the IRGC said", "I.R.G.C."),
        ("the U.S.-led force", "US led"),
        ("it ended.Next came", "next"),
        ("an F-16", "F-16"),
        ("an F 16", "F-16"),
        ("anti-missile", "anti missile"),
        ("anti missile", "anti-mis*"),
        ("a <b>word</b>", "word"),
        ("Iran/Iraq", "iraq"),
    ],
)
def test_numbers_abbreviations_and_odd_typing(text, query):
    statement = make_statement(text=text)

    assert list(Statement.objects.search(query)) == [statement]


EXAMPLES = [example for chapter in CHAPTERS for example in chapter.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.typed for example in EXAMPLES])
def test_the_examples_of_the_help_page_are_true(example):
    for text in (*example.finds, *example.passes_over):
        make_statement(text=text, language=example.language)

    found = Statement.objects.search(example.typed).values_list("text", flat=True)
    assert sorted(found) == sorted(example.finds)


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


def ranked(query):
    texts = dict(Statement.objects.values_list("pk", "text"))
    return [texts[pk] for pk in find_ranked(Question(query)).read()]


def test_what_was_said_counts_most_then_translations_then_names_then_topics():
    said = make_published_statement(text="The harbour stays open.")
    translated = make_published_statement(text="Le port reste ouvert.", language="fr")
    Translation.objects.create(statement=translated, language="en", text="The harbour is open.")
    named = make_published_statement(text="Named.", person=make_person(name="Ada Harbour"))
    about = make_published_statement(text="About it.")
    about.topics.add(make_topic(name="Harbour"))

    assert ranked("harbour") == [said.text, translated.text, named.text, about.text]


def test_a_name_in_many_forms_does_not_outweigh_the_words():
    person = make_person(name="Ada Harbour")
    for number in range(20):
        PersonName.objects.create(person=person, name=f"Harbour {number}")
    make_published_statement(text="Named.", person=person)
    make_published_statement(text="The harbour stays open.")

    assert ranked("harbour") == ["The harbour stays open.", "Named."]


def test_words_near_each_other_and_said_more_often_come_first():
    make_published_statement(text=f"Open {'and then ' * 30} harbour.")
    make_published_statement(text="An open harbour.")
    make_published_statement(text="An open harbour, an open harbour.")

    assert ranked("open harbour")[:2] == ["An open harbour, an open harbour.", "An open harbour."]


def test_equals_are_told_newest_first():
    for day in ("2016", "2018", "2017"):
        make_published_statement(text=f"harbour {day}", said_on=PartialDate.parse(day))

    assert ranked("harbour") == ["harbour 2018", "harbour 2017", "harbour 2016"]


def test_a_phrase_does_not_reach_from_the_words_into_the_speakers_name():
    make_statement(text="We trust our friend", person=make_person(name="Ada Quell"))

    assert not Statement.objects.search('"friend Ada"').exists()


@pytest.mark.parametrize("key", [KEPT, KEPT + 1])
def test_a_statement_deleted_by_plain_sql_takes_its_entries_along(key):
    statement = make_statement(pk=key)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM statements_statement WHERE id = %s", [statement.pk])

    assert not SearchEntry.objects.exists()
    assert not SearchSample.objects.exists()


def test_the_sample_holds_the_entries_of_some_statements_as_they_are():
    speaker = make_person(name="Ada Quell")
    for key in range(KEPT - 1, KEPT + 2):
        make_statement(pk=key, person=speaker)
    speaker.name = "Ada Harbour"
    speaker.save()
    Translation.objects.create(statement_id=KEPT, language="fr", text="Le port.")

    (entry,) = SearchSample.objects.values()
    assert entry == SearchEntry.objects.values().get(statement=KEPT)
    assert "'harbour'" in entry["vector"]
    assert "'port'" in entry["vector"]


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
        with suppress(QueryError):
            list(Statement.objects.search(text)[:1])

    @given(
        st.lists(st.sampled_from([*" ab-*\"“”!&|()()::'\\<>½⑴ـ", " OR ", " NEAR/2 ", " NOT "])).map(
            "".join
        )
    )
    def test_operators_of_the_database_are_only_characters(self, text):
        with suppress(QueryError):
            if parse(text):
                find_ranked(Question(text), size=1).read()
