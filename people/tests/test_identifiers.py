"""Identifiers: rows of scheme and value, each one row's alone."""

import pytest

from people.models import OfficeIdentifier, OrganizationIdentifier, PersonIdentifier
from people.tests.factories import make_office, make_organization, make_person

pytestmark = pytest.mark.django_db

KINDS = [
    pytest.param(PersonIdentifier, "person", make_person, id="person"),
    pytest.param(OrganizationIdentifier, "organization", make_organization, id="organization"),
    pytest.param(OfficeIdentifier, "office", make_office, id="office"),
]


def test_a_row_has_several_of_a_scheme_and_the_same_value_in_another():
    person = make_person()
    for scheme, value in (("fec", "S8WA00194"), ("fec", "H2WA01054"), ("icpsr/prez", "S8WA00194")):
        PersonIdentifier.objects.create(person=person, scheme=scheme, value=value)
    assert [str(row) for row in person.identifiers.all()] == [
        "fec H2WA01054",
        "fec S8WA00194",
        "icpsr/prez S8WA00194",
    ]
