"""Names among the words of a search: whose statements are offered."""

import pytest

from people.models import PersonName
from statements.search.offers import offers_for
from statements.tests.factories import make_person, make_published_statement, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def speakers():
    salami = make_person(name="Hossein Salami", slug="hossein-salami")
    PersonName.objects.create(person=salami, name="حسین سلامی", language="fa")
    for person in (salami, make_person(name="Anna Maria Lindqvist", slug="anna-lindqvist")):
        make_published_statement(person=person, text="On missiles.")


@pytest.mark.parametrize(
    ("text", "name", "words", "year"),
    [
        ("Salami missiles 2017", "Hossein Salami", "missiles", "2017"),
        ("hossein salami", "Hossein Salami", "", ""),
        ("missiles Salami", "Hossein Salami", "missiles", ""),
        ("General Hossein Salami missiles", "Hossein Salami", "missiles", ""),
        ("Hussein Salami 2,000", "Hossein Salami", "2,000", ""),
        ("Hosein Salamy", "Hossein Salami", "", ""),
        ("سلامی موشک", "Hossein Salami", "موشک", ""),
        ('Salami "cruise missile" -test', "Hossein Salami", '"cruise missile" -test', ""),
        ("Salami 2016 2017", "Hossein Salami", "2016 2017", ""),
        ("Lindkvist Anna ships", "Anna Maria Lindqvist", "ships", ""),
    ],
)
def test_a_name_among_the_words_offers_what_the_person_said(text, name, words, year):
    offer = offers_for(text).read()[0]

    assert (offer.name, offer.words, offer.year) == (name, words, year)


@pytest.mark.parametrize(
    "text",
    [
        *("", "missiles", "Hossein", "general", "2017", "-Salami", '"Hossein Salami"', "Salami*"),
        *("Salami OR ships", "(Salami ships)", "one two three four five six seven eight Salami"),
    ],
)
def test_without_a_name_or_with_operators_nothing_is_offered(text):
    assert offers_for(text).read() == []


def test_who_said_nothing_public_is_never_offered():
    make_statement(person=make_person(name="Ada Secret"))

    assert offers_for("Ada Secret").read() == []


def test_those_who_share_a_surname_are_all_offered_and_the_whole_name_wins():
    make_published_statement(person=make_person(name="Hassan Salami"))

    assert [one.name for one in offers_for("salami missiles").read()] == [
        "Hassan Salami",
        "Hossein Salami",
    ]
    assert offers_for("hassan salami missiles").read()[0].name == "Hassan Salami"


def test_the_page_offers_it_with_the_other_filters_kept(client):
    page = client.get("/statements/", {"q": "Salami missiles 2017", "kind": "direct"})
    (suggestion,) = page.context["listing"].suggestions

    assert suggestion.label == "Statements by Hossein Salami with missiles in 2017"
    assert suggestion.query == (
        "kind=direct&q=missiles&speaker=hossein-salami&said_from=2017&said_to=2017"
    )
    assert "Statements by Hossein Salami" in page.content.decode()
    followed = client.get("/statements/", {"q": "missiles", "speaker": "hossein-salami"})
    assert len(followed.context["listing"].statements) == 1
    assert followed.context["listing"].suggestions == []


def test_offers_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        offers_for("Salami missiles 2017").read()
