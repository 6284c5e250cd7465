import pytest

from people.lookup import find_organizations, find_people, match_person
from people.models import OrganizationName, Person, PersonName
from people.tests.factories import make_organization, make_person

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
    with django_assert_num_queries(1):
        find_people("dahl")


def test_a_printed_name_is_matched_when_sure():
    person = make_person(name="Anna Lindqvist")
    assert match_person("Minister Anna Lindquist") == person.pk
    assert match_person("Lindqvist") is None
