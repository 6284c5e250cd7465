"""What the database refuses of people, organizations, offices and tenures."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from people.models import (
    FormerSlug,
    Office,
    Organization,
    Person,
    PersonIdentifier,
    PersonName,
    Tenure,
)
from people.partial_dates import PartialDate
from people.tests.database import assert_refused, delete, foreign_key, update
from people.tests.factories import make_office, make_organization, make_person, make_tenure

pytestmark = pytest.mark.django_db

YEAR_2015 = PartialDate.parse("2015")
YEAR_2017 = PartialDate.parse("2017")


@pytest.mark.parametrize(
    ("make", "column", "value", "constraint"),
    [
        (make_person, "name", " ", "people_person_name_not_blank"),
        (make_person, "sort_name", "", "people_person_sort_name_not_blank"),
        (make_person, "slug", "Not A Slug", "people_person_slug_form"),
        (make_person, "slug", "-a", "people_person_slug_form"),
        (make_person, "born_precision", "day", "people_person_born_partial"),
        (make_organization, "name", "", "people_organization_name_not_blank"),
        (make_organization, "kind", "club", "people_organization_kind"),
        (make_organization, "country", "Iran", None),
        (make_organization, "country", "ir", "people_organization_country_form"),
        (make_organization, "slug", "a_b", "people_organization_slug_form"),
        (make_office, "title", "", "people_office_title_not_blank"),
        (make_office, "slug", "A", "people_office_slug_form"),
        (make_tenure, "state", "over", "people_tenure_state"),
    ],
)
def test_plain_sql_cannot_write(make, column, value, constraint):
    row = make()
    if constraint is None:  # The column itself is too short for it.
        with pytest.raises(Exception, match="value too long"), transaction.atomic():
            update(row, **{column: value})
    else:
        assert_refused(constraint, update, row, **{column: value})


@pytest.mark.parametrize(
    ("make", "column", "value"),
    [
        (make_person, "slug", "hossein-salami-2"),
        (make_organization, "country", "IR"),
        (make_organization, "country", ""),
        (make_tenure, "state", "current"),
    ],
)
def test_plain_sql_can_write(make, column, value):
    row = make()
    update(row, **{column: value})
    row.refresh_from_db()
    assert getattr(row, column) == value


def test_forms_refuse_with_a_message_what_the_database_refuses():
    identifier = PersonIdentifier(person=make_person(), scheme="wikidata", value="42")
    with pytest.raises(ValidationError, match="letter Q and a number"):
        identifier.full_clean()


def test_nobody_dies_before_being_born():
    assert_refused("people_person_born_before_died", make_person, born=YEAR_2017, died=YEAR_2015)
    assert make_person(born=YEAR_2015, died=YEAR_2015).died == YEAR_2015


def test_a_tenure_does_not_end_before_it_starts():
    assert_refused(
        "people_tenure_start_before_end",
        make_tenure,
        start=YEAR_2017,
        end=YEAR_2015,
        state=Tenure.State.ENDED,
    )


@pytest.mark.parametrize("state", ["current", "unknown"])
def test_a_tenure_with_an_end_is_ended(state):
    assert_refused("people_tenure_end_only_when_ended", make_tenure, end=YEAR_2017, state=state)


def test_an_ended_tenure_may_lack_its_end():
    assert make_tenure(state="ended").end is None


def test_one_organization_of_a_name_in_a_country():
    make_organization(name="Ministry of Foreign Affairs", country="IR")
    make_organization(name="Ministry of Foreign Affairs", country="FR")
    assert_refused(
        "people_organization_unique",
        make_organization,
        name="Ministry of Foreign Affairs",
        country="IR",
    )


def test_one_office_of_a_title_in_an_organization():
    office = make_office(title="Deputy Minister")
    make_office(title="Deputy Minister")
    assert_refused(
        "people_office_unique",
        make_office,
        title="Deputy Minister",
        organization=office.organization,
    )


def test_one_tenure_from_a_day_even_where_the_day_is_not_known():
    tenure = make_tenure()
    assert_refused("people_tenure_unique", make_tenure, person=tenure.person, office=tenure.office)
    make_tenure(person=tenure.person, office=tenure.office, start=YEAR_2015)


def test_a_name_form_is_recorded_once():
    person = make_person()
    PersonName.objects.create(person=person, name="A. Person", language="en")
    assert_refused(
        "people_personname_unique",
        PersonName.objects.create,
        person=person,
        name="A. Person",
        language="en",
    )


@pytest.mark.parametrize("language", ["Farsi", "f", "fa_IR"])
def test_a_name_language_is_a_bcp_47_tag(language):
    assert_refused(
        "people_personname_language_form",
        PersonName.objects.create,
        person=make_person(),
        name="X",
        language=language,
    )


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
