"""The file holds exactly what the page's filter finds, all of it, and computes nothing."""

import csv
import re
from io import StringIO

import pytest
from django.conf import settings

from people.partial_dates import PartialDate
from statements.exports import COLUMNS, disarm
from statements.tests.factories import (
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


def download(client, query=""):
    response = client.get(f"/statements.csv{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return response, list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_has_readable_values_and_permanent_addresses(client):
    tenure = make_tenure(person=make_person(name="Anna Lindqvist"))
    statement = make_published_statement(
        text="Naïve “words”,\nof two lines",
        person=tenure.person,
        tenure=tenure,
        said_on=PartialDate.parse("Dec 2017"),
    )
    statement.topics.add(make_topic(name="Harbours"))
    _, [row] = download(client)
    assert list(row) == list(COLUMNS)
    assert row["text"] == "Naïve “words”,\nof two lines"
    assert row["speaker"] == "Anna Lindqvist"
    assert row["office"] == tenure.office.title
    assert (row["said_on"], row["said_on_earliest"]) == ("2017-12", "2017-12-01")
    assert row["address"] == f"http://testserver{statement.get_absolute_url()}"
    assert (row["topics"], row["verification"]) == ("Harbours", "verified")


def test_the_filter_is_the_pages_and_nothing_is_cut(client):
    person = make_person()
    for number in range(30):
        make_published_statement(text=str(number), person=person)
    make_published_statement(text="other")
    make_statement(text="draft", person=person)
    response, rows = download(client, f"?speaker={person.slug}")
    assert {row["text"] for row in rows} == {str(number) for number in range(30)}
    assert response["On-Record-Count"] == "30"
    assert response["On-Record-Filter"] == f"speaker={person.slug}"
    assert response["On-Record-Time"]


def test_every_list_links_to_its_own_rows(client):
    statement = make_published_statement()
    document = statement.appearances.get().document
    for address, query in (
        ("/statements/?kind=direct", "kind=direct"),
        (statement.person.get_absolute_url(), f"speaker={statement.person.slug}"),
        (document.get_absolute_url(), f"document={document.public_id}"),
    ):
        assert f'href="/statements.csv?{query}"' in client.get(address).content.decode()
        assert len(download(client, f"?{query}")[1]) == 1


@pytest.mark.parametrize("query", ["?speaker=nobody", "?speker=anna", "?said_from=soon"])
def test_a_wrong_filter_is_an_error_and_never_all_rows(client, query):
    make_published_statement()
    response = client.get(f"/statements.csv{query}")
    assert response.status_code == 400
    assert response.content.decode().startswith(query[1:].split("=")[0])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_disarmed(client, text):
    assert disarm(text) == f"'{text}"
    make_published_statement(text=f"{text} said")
    assert download(client)[1][0]["text"].startswith("'")


def test_more_rows_are_not_more_queries(client, django_assert_max_num_queries):
    for _ in range(20):
        make_published_statement()
    with django_assert_max_num_queries(8):
        download(client)


def test_every_column_is_documented():
    page = (settings.BASE_DIR / "docs" / "exports.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(COLUMNS)
