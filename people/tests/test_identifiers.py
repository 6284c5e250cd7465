"""Identifiers: rows of scheme and value, each one row's alone."""

import pytest

from people.models import OfficeIdentifier, OrganizationIdentifier, PersonIdentifier
from people.tests.database import assert_refused
from people.tests.factories import make_office, make_organization, make_person

pytestmark = pytest.mark.django_db

KINDS = [
    pytest.param(PersonIdentifier, "person", make_person, id="person"),
    pytest.param(OrganizationIdentifier, "organization", make_organization, id="organization"),
    pytest.param(OfficeIdentifier, "office", make_office, id="office"),
]


@pytest.mark.parametrize(("model", "kind", "make"), KINDS)
@pytest.mark.parametrize(
    ("scheme", "value", "constraint"),
    [
        ("wikidata", "q42", "wikidata_form"),
        ("wikidata", "Q042", "wikidata_form"),
        ("wikidata", "42", "wikidata_form"),
        ("Wikidata", "Q42", "scheme_form"),
        ("", "Q42", "scheme_form"),
        ("a b", "1", "scheme_form"),
        ("bioguide", " ", "value_not_blank"),
    ],
)
def test_the_database_refuses(model, kind, make, scheme, value, constraint):
    name = f"people_{kind}identifier_{constraint}"
    assert_refused(name, model.objects.create, **{kind: make()}, scheme=scheme, value=value)


@pytest.mark.parametrize(("model", "kind", "make"), KINDS)
def test_an_identifier_is_one_rows_alone(model, kind, make):
    model.objects.create(**{kind: make()}, scheme="wikidata", value="Q42")
    name = f"people_{kind}identifier_unique"
    assert_refused(name, model.objects.create, **{kind: make()}, scheme="wikidata", value="Q42")


def test_a_row_has_several_of_a_scheme_and_the_same_value_in_another():
    person = make_person()
    for scheme, value in (("fec", "S8WA00194"), ("fec", "H2WA01054"), ("icpsr/prez", "S8WA00194")):
        PersonIdentifier.objects.create(person=person, scheme=scheme, value=value)
    assert [str(row) for row in person.identifiers.all()] == [
        "fec H2WA01054",
        "fec S8WA00194",
        "icpsr/prez S8WA00194",
    ]
