"""A slug of its own for every new row."""

import pytest

from people.addresses import free_slug, free_slugs
from people.models import Person
from people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ann Lee", "ann-lee"),
        ("António Guterres", "antonio-guterres"),
        ("Jean-Yves  Le_Drian", "jean-yves-le-drian"),
        ("عباس عراقچی", "person"),
        ("A" * 200, "a" * 140),
    ],
)
def test_a_slug_is_made_of_the_name(name, slug):
    assert free_slug(Person, name) == slug
    make_person(name=name, slug=free_slug(Person, name))


def test_a_slug_that_is_taken_gets_a_number():
    make_person(slug="ann-lee")
    make_person(slug="ann-lee-2")
    assert free_slug(Person, "Ann Lee") == "ann-lee-3"


def test_slugs_for_many_names_are_taken_by_none_and_no_two_alike():
    make_person(slug="ann-lee")
    names = ["Ann Lee", "Bo Ek", "Bo Ek", "Bo Ek 2", "عباس عراقچی", "فاطمه مهاجرانی"]
    slugs = ["ann-lee-2", "bo-ek", "bo-ek-2", "bo-ek-2-2", "person", "person-2"]
    assert free_slugs(Person, names) == slugs


def test_slugs_for_many_names_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        free_slugs(Person, [f"Person {number}" for number in range(50)])
