"""A citation names what is known and invents nothing."""

from datetime import date

import pytest

from people.partial_dates import PartialDate
from statements.citations import citation
from statements.tests.factories import (
    make_appearance,
    make_document,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_statement,
    make_tenure,
)

pytestmark = pytest.mark.django_db


def cite(statement, *appearances):
    return citation(
        statement,
        appearances=list(appearances),
        address="https://example.org/s/abc/",
        version=2,
        read_on=date(2026, 3, 9),
    )


def test_everything_known_is_named_in_order():
    office = make_office(title="Harbour Master", organization=make_organization(name="Port of Ys"))
    tenure = make_tenure(person=make_person(name="Ada Quell"), office=office)
    statement = make_statement(
        person=tenure.person,
        tenure=tenure,
        text="We will keep our word,",
        said_on=PartialDate.month(2017, 12),
        occasion=make_occasion(name="Launch of the Albatross"),
    )
    document = make_document(
        title="Port news",
        outlet=make_outlet(name="The Tide"),
        published_on=PartialDate.day(date(2017, 12, 13)),
        canonical_url="https://tide.example/1",
    )
    appearance = make_appearance(
        statement=statement,
        document=document,
        locator="p. 4",
        credited_outlet=make_outlet(name="Wave Agency"),
    )

    assert cite(statement, appearance) == (
        "Ada Quell, Harbour Master, Port of Ys, “We will keep our word”, "
        "Launch of the Albatross, December 2017. "
        "In: The Tide, “Port news”, 13 December 2017, p. 4, crediting Wave Agency, "
        "https://tide.example/1. "
        "On Record, https://example.org/s/abc/, version 2, read 9 March 2026."
    )


def test_what_is_not_known_is_left_out():
    statement = make_statement(attribution="U.S. officials", kind="indirect", text="it was late")

    assert cite(statement) == (
        "U.S. officials, as reported: it was late, day not known. "
        "On Record, https://example.org/s/abc/, version 2, read 9 March 2026."
    )


def test_the_sites_own_document_is_not_named_twice():
    own = make_document(outlet=make_outlet(name="On Record"), title="A brief", canonical_url=None)
    statement = make_statement()
    line = cite(statement, make_appearance(statement=statement, document=own))
    assert "In: “A brief”. On Record, https://example.org/s/abc/" in line
    assert line.count("On Record") == 1
