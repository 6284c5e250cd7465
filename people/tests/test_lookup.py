import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.lookup import find_organizations, find_people, match_person, person_names
from people.models import OrganizationName, Person, PersonName
from people.tests.factories import make_organization, make_person
from people.tests.test_names import FORMS

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_every_form_of_the_name():
    person = make_person(name="Abbas Araghchi")
    PersonName.objects.create(person=person, name="عباس عراقچی", language="fa")
    make_person(name="Anna Lindqvist")
    for typed in ("aragh", "Araqchi", "arahgchi", "عراقچي", "A. Araghchi", "araghchi abbas"):
        assert find_people(typed)[0] == person.pk


def test_an_organization_is_found_by_its_short_name():
    organization = make_organization(name="Islamic Revolution Guards Corps", short_name="I.R.G.C.")
    OrganizationName.objects.create(organization=organization, name="IRGC")
    for typed in ("IRGC", "revolution guards"):
        assert find_organizations(typed) == [organization.pk]


def test_a_new_and_a_changed_name_are_found_at_once(django_assert_num_queries):
    person = make_person(name="Anna Lindqvist")
    assert find_people("lindqvist") == [person.pk]
    PersonName.objects.create(person=person, name="Anna Berg")
    assert find_people("berg") == [person.pk]
    Person.objects.filter(pk=person.pk).update(name="Anna Dahl")
    assert find_people("dahl") == [person.pk]
    assert find_people("lindqvist") == []
    with django_assert_num_queries(2):
        find_people("dahl")


def test_a_printed_name_is_matched_when_sure():
    person = make_person(name="Anna Lindqvist")
    assert match_person("Minister Anna Lindquist") == person.pk
    assert match_person("Lindqvist") is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("haji", "Amir Ali Hajizadeh"),
        ("Hajizadeh, Amir Ali", "Amir Ali Hajizadeh"),
        ("hajzadeh", "Amir Ali Hajizadeh"),
        ("hajizadhe", "Amir Ali Hajizadeh"),
        ("amirali hajizadeh", "Amir Ali Hajizadeh"),
        ("حاجی زاده", "Amir Ali Hajizadeh"),
        ("حاجيزاده", "Amir Ali Hajizadeh"),
        ("salami ho", "Hossein Salami"),
        ("H. Salami", "Hossein Salami"),
        ("Hussein Salami", "Hossein Salami"),
        ("Brigadier General Hossein Salami", "Hossein Salami"),
        ("guteres", "António Guterres"),
        ("gutteres antonio", "António Guterres"),
        ("ledrian", "Jean-Yves Le Drian"),
        ("yves drian", "Jean-Yves Le Drian"),
        ("mirkazemi", "Masoud Mir Kazemi"),
        ("Masoud Mirkazemi Tabrizi", "Masoud Mir Kazemi"),
        ("ghassemi", "Rostam Qasemi"),
        ("linqvist", "Anna Maria Lindqvist"),
        ("lindqvsit", "Anna Maria Lindqvist"),
        ("A. M. Lindqvist", "Anna Maria Lindqvist"),
        ("Zaatari", "Omar Za’atari"),
    ],
)
def test_slips_and_other_spellings_find_the_person(typed, name):
    for _, form in FORMS:
        # The forms in Persian letters are other names of people who are there.
        if form[0] < "\u0500":
            make_person(name=form)
    make_person(name="Omar Za’atari")
    hajizadeh = Person.objects.get(name="Amir Ali Hajizadeh")
    PersonName.objects.create(person=hajizadeh, name="امیرعلی حاجی‌زاده", language="fa")

    # Initials may be another's as well.
    assert Person.objects.get(name=name).pk in find_people(typed)[: 2 if "." in typed else 1]


@pytest.mark.parametrize("typed", ["", "  ", "…", "xqzvw", "\0", "a" * 300, "word " * 40])
def test_what_is_nobodys_name_finds_nobody(typed):
    make_person(name="Anna Lindqvist")
    assert find_people(typed) == []
    assert match_person(typed) is None


def test_a_name_spelt_as_on_record_needs_no_wider_look(django_assert_num_queries):
    people = [make_person(name=name) for name in ("Anna Lindqvist", "Bo Ek", "Bo Eck")]
    with django_assert_num_queries(2):
        matches = person_names().match_each(["LINDQVIST, Anna", "Bo Ek"])
    assert [match.key for match in matches if match] == [person.pk for person in people[:2]]


def test_two_people_of_one_name_are_not_decided():
    for _ in range(2):
        make_person(name="Anna Lindqvist")
    assert match_person("Anna Lindqvist") is None
    assert len(find_people("Anna Lindqvist")) == 2


def test_names_are_found_through_the_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM people_person WHERE record_name_keys(name) && '{1}'::int[]"
        )
        plan = "".join(line for (line,) in cursor.fetchall())
    assert "people_person_name_keys" in plan


class AnyText(TestCase):
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
    def test_any_text_can_be_looked_up(self, text):
        find_people(text)
        match_person(text)

    @given(st.sampled_from(FORMS))
    def test_every_form_shares_a_key_with_itself_whatever_its_case(self, form):
        _, name = form
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT record_name_keys(%s) <@ record_name_keys(%s)", [name.upper(), name]
            )
            assert cursor.fetchone()[0]
