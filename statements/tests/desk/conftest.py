import pytest

from people.partial_dates import PartialDate
from people.tests.factories import make_user
from statements.tests.factories import (
    make_office,
    make_organization,
    make_person,
    make_tenure,
)


@pytest.fixture
def contributor(client):
    user = make_user("anna")
    client.force_login(user)
    return user


@pytest.fixture
def lindqvist():
    office = make_office(
        title="Harbour Minister", organization=make_organization(name="Harbour Ministry")
    )
    person = make_person(name="Anna Lindqvist", slug="anna-lindqvist")
    make_tenure(person=person, office=office, start=PartialDate.parse("2016"))
    return person
