"""What the database refuses of people, organizations, offices and tenures."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from people.models import (
    FormerSlug,
    Office,
    Organization,
    Person,
    Tenure,
)
from people.partial_dates import PartialDate
from people.tests.database import assert_refused, delete, foreign_key, update
from people.tests.factories import make_organization, make_person, make_tenure

pytestmark = pytest.mark.django_db

YEAR_2015 = PartialDate.parse("2015")
YEAR_2017 = PartialDate.parse("2017")


def test_one_organization_of_a_name_in_a_country():
    make_organization(name="Ministry of Foreign Affairs", country="IR")
    make_organization(name="Ministry of Foreign Affairs", country="FR")
    assert_refused(
        "people_organization_unique",
        make_organization,
        name="Ministry of Foreign Affairs",
        country="IR",
    )


def test_one_tenure_from_a_day_even_where_the_day_is_not_known():
    tenure = make_tenure()
    assert_refused("people_tenure_unique", make_tenure, person=tenure.person, office=tenure.office)
    make_tenure(person=tenure.person, office=tenure.office, start=YEAR_2015)


def test_an_organization_does_not_stand_below_itself():
    top = make_organization()
    middle = make_organization(parent=top)
    low = make_organization(parent=middle)
    assert_refused("people_organization_refuse_cycle", update, top, parent_id=low.pk)
    assert_refused("people_organization_refuse_cycle", update, top, parent_id=top.pk)
    update(low, parent_id=top.pk)


def test_below_is_the_whole_branch_and_nothing_else(django_assert_num_queries):
    top = make_organization()
    middle = make_organization(parent=top)
    low = make_organization(parent=middle)
    make_organization()
    with django_assert_num_queries(1):
        assert set(Organization.objects.below(top.pk)) == {top, middle, low}


def test_above_is_the_way_to_the_root_and_nothing_else(django_assert_num_queries):
    top = make_organization()
    middle = make_organization(parent=top)
    low = make_organization(parent=middle)
    make_organization(parent=middle)
    make_organization(parent=low)
    make_organization()
    rows = Organization.objects.filter(pk__in=[low.pk])
    with django_assert_num_queries(1):
        assert set(Organization.objects.above(rows)) == {top, middle, low}
    assert set(Organization.objects.above(rows).filter(slug=middle.slug)) == {middle}
    assert not Organization.objects.above(rows.filter(name="")).exists()


def test_a_slug_that_is_left_behind_still_leads_to_its_row():
    person = make_person(slug="old")
    update(person, slug="new")
    assert Person.objects.by_slug("old").get() == person
    assert Person.objects.by_slug("new").get() == person


def test_a_slug_taken_over_leads_to_its_new_row():
    first = make_person(slug="name")
    update(first, slug="name-1")
    second = make_person(slug="name")
    assert Person.objects.by_slug("name").get() == second


def test_former_slugs_of_one_kind_do_not_answer_for_another():
    update(make_person(slug="old"), slug="new")
    assert not Office.objects.by_slug("old").exists()
    assert FormerSlug.objects.get().kind == "people_person"


def test_a_person_with_a_tenure_does_not_disappear():
    person = make_tenure().person
    with pytest.raises(ProtectedError):
        person.delete()
    assert_refused(foreign_key("people_tenure", "person_id"), delete, person)


@pytest.mark.parametrize(
    ("start", "end", "covers"),
    [
        (None, None, True),
        ("2015", None, True),
        ("2018", None, False),
        (None, "2016", False),
        (None, "2017", True),
        ("2017-12-13", "2017-12-13", True),
        ("2017-12-14", None, False),
    ],
)
def test_tenures_overlapping_a_day(start, end, covers):
    make_tenure(
        start=start and PartialDate.parse(start),
        end=end and PartialDate.parse(end),
        state="ended" if end else "unknown",
    )
    day = date(2017, 12, 13)
    assert Tenure.objects.overlapping(day, day).exists() is covers
