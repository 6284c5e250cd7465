import pytest

from people.partial_dates import PartialDate
from people.tenures import suggest_tenure
from people.tests.factories import make_person, make_tenure

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2017-12-13")


def test_the_only_office_that_day_is_suggested():
    person = make_person()
    make_tenure(
        person=person, start=PartialDate.parse("2010"), end=PartialDate.parse("2015"), state="ended"
    )
    held = make_tenure(person=person, start=PartialDate.parse("2016"))
    assert suggest_tenure(person, DAY).tenure == held


def test_no_office_that_day_is_a_warning():
    person = make_person(name="Anna Lindqvist")
    suggestion = suggest_tenure(person, DAY)
    assert suggestion.tenure is None
    assert suggestion.warning == (
        "The record knows no office that Anna Lindqvist held then (13 December 2017)."
    )


def test_overlapping_offices_are_named():
    person = make_person()
    one, other = make_tenure(person=person), make_tenure(person=person)
    suggestion = suggest_tenure(person, None)
    assert suggestion.tenure is None
    assert str(one.office) in suggestion.warning
    assert str(other.office) in suggestion.warning


def test_nobody_speaks_after_death():
    person = make_person(died=PartialDate.parse("2016"))
    make_tenure(person=person)
    assert "died on 2016" in suggest_tenure(person, DAY).warning
    assert suggest_tenure(person, PartialDate.parse("2016-05-01")).tenure
