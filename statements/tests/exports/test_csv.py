"""The file holds exactly what the page's filter finds, all of it, and computes nothing."""

import csv
import re
from io import StringIO
from threading import Thread
from time import sleep

import pytest
from django.conf import settings
from django.db import connection

from people.partial_dates import PartialDate
from statements import exports
from statements.columns import PUBLIC, WORKING, disarm
from statements.models import Statement, Translation
from statements.tests.factories import (
    make_capture,
    make_document,
    make_occasion,
    make_organization,
    make_outlet,
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
    assert list(row) == list(PUBLIC)
    assert row["text"] == "Naïve “words”,\nof two lines"
    assert row["speaker"] == "Anna Lindqvist"
    assert row["office"] == tenure.office.title
    assert (row["said_on"], row["said_on_earliest"]) == ("2017-12", "2017-12-01")
    assert row["address"] == f"http://testserver{statement.get_absolute_url()}"
    assert (row["topics"], row["verification"]) == ("Harbours", "verified")


def test_a_row_tells_to_whom_where_and_what_the_editor_and_translators_say(client):
    ministry = make_organization(name="Ministry of Harbours", country="IR")
    statement = make_published_statement(
        text="سلام",
        language="fa",
        person=None,
        organization=ministry,
        occasion=make_occasion(name="Opening", kind="speech", place="Bushehr"),
        note="Said twice.",
    )
    statement.addressees.create(description="sailors")
    statement.addressees.create(person=make_person(name="Åsa Berg"))
    for is_official, text in ((False, "Greetings"), (True, "Hello")):
        Translation.objects.create(
            statement=statement,
            language="en",
            text=text,
            translator="" if is_official else "A. Reader",
            is_official=is_official,
        )
    _, [row] = download(client)
    assert (row["language"], row["language_name"]) == ("fa", "Persian")
    assert row["addressees"] == "sailors; Åsa Berg"
    assert row["note"] == "Said twice."
    assert row["translations"] == "en, official: Hello\nen, by A. Reader: Greetings"
    assert row["occasion_kind"], row["occasion_place"] == ("speech", "Bushehr")
    assert row["occasion_address"].endswith(statement.occasion.get_absolute_url())
    assert row["speaker_address"] == f"http://testserver{ministry.get_absolute_url()}"
    assert (row["version"], row["corrected_at"]) == (str(statement.version), "")


def test_a_row_tells_of_the_first_document_and_who_stands_behind_it(client):
    party = make_organization(name="Harbour Party")
    outlet = make_outlet(name="Daily", affiliation=party)
    agency = make_outlet(name="Agency", affiliation=party, affiliation_note="party-run")
    document = make_document(
        title="Morning",
        outlet=outlet,
        authors="B. Writer",
        published_on=PartialDate.parse("Dec 2017"),
    )
    capture = make_capture("It was said: “We will.”", document=document)
    make_published_statement(
        text="We will.",
        appearance={"capture": capture, "credited_outlet": agency, "locator": "p. 3"},
    )
    _, [row] = download(client)
    assert (row["document"], row["document_authors"]) == ("Morning", "B. Writer")
    assert (row["document_published_on"], row["locator"]) == ("2017-12", "p. 3")
    assert (row["outlet"], row["outlet_affiliation"]) == ("Daily", "Harbour Party")
    assert row["credited_outlet_affiliation"] == "party-run"
    assert row["exact_words"] == "We will."


def test_what_the_workflow_knows_is_not_told(client):
    make_published_statement()
    assert not set(download(client)[1][0]) & set(WORKING)


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


def elsewhere(work):
    """Do something on a connection of its own, as another visitor would."""

    def alone():
        work()
        connection.close()

    other = Thread(target=alone)
    other.start()
    other.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chunk", [1, 2_000])
def test_the_count_is_that_of_the_rows_whatever_is_published_meanwhile(client, monkeypatch, chunk):
    monkeypatch.setattr(exports, "CHUNK", chunk)
    monkeypatch.setattr(exports, "BLOCK", 1)
    kept = [make_published_statement(text=f"kept {number}") for number in range(3)]
    response = client.get("/statements.csv")
    elsewhere(lambda: make_published_statement(text="published in between"))
    elsewhere(
        lambda: Statement.objects.filter(pk=kept[0].pk).update(
            status="withdrawn", withdrawn_at=kept[0].published_at, withdrawal_reason="Twice."
        )
    )
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    told = [row["text"] for row in csv.DictReader(StringIO(text, newline=""))]
    assert response["On-Record-Count"] == "3"
    assert told == ["kept 2", "kept 1", "kept 0"]
    assert download(client)[1][0]["text"] == "published in between"


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_given_up_leaves_nothing_behind(client, settings, monkeypatch):
    settings.PUBLIC_STATEMENT_MILLISECONDS = 70_000
    monkeypatch.setattr(exports, "BLOCK", 1)
    make_published_statement()
    response = client.get("/statements.csv")
    next(iter(response.streaming_content))
    assert open_transactions() == 1
    response.close()
    # The server ends a closed connection by itself, a moment later.
    for _ in range(100):
        if not open_transactions():
            break
        sleep(0.1)
    assert open_transactions() == 0
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("70s",)


def open_transactions():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchone()[0]


def test_lines_end_as_documented_and_those_within_a_value_stay(client):
    make_published_statement(text="of two\nlines")
    raw = b"".join(client.get("/statements.csv").streaming_content)
    assert raw.count(b"\r\n") == 2
    assert b"of two\nlines" in raw


@pytest.mark.parametrize("rows", [1, 20])
def test_more_rows_are_not_more_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_published_statement()
    # Two bound the time of the third, which counts; the fourth reads the keys. COPY is not counted.
    with django_assert_num_queries(4):
        download(client)


def test_every_column_is_documented():
    page = (settings.BASE_DIR / "docs" / "exports.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [*PUBLIC, *WORKING]
