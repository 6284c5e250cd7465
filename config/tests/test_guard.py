"""What is asked of a public page ends in time, with a page that says so and helps."""

from unittest import mock

import pytest
from django.db import connection
from django.test import RequestFactory

from config.guard import PublicPagesInTime
from statements.tests.factories import make_published_statement


@pytest.fixture
def unbounded_again(db):
    """Whoever has the connection next has one that was told nothing."""
    yield
    connection.close()


@pytest.fixture
def slow_list(unbounded_again):
    """A list waits until it is ended, whatever the machine."""
    make_published_statement(text="We will keep our word.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('record_listed'::regproc)")
        (as_it_was,) = cursor.fetchone()
        cursor.execute(as_it_was.replace("BEGIN", "BEGIN PERFORM pg_sleep(60);"))
    yield
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(as_it_was)


@pytest.mark.django_db(transaction=True)
def test_a_question_that_takes_too_long_is_answered_with_what_to_change(
    client, settings, slow_list
):
    settings.PUBLIC_STATEMENT_MILLISECONDS = 50
    response = client.get(
        "/statements/", {"q": 'word "</form>', "kind": "direct", "after": "2017-12-13_1"}
    )
    page = response.content.decode()

    assert response.status_code == 503
    assert "takes the record longer than 0.1 s" in page
    assert 'name="q" value="word &quot;&lt;/form&gt;"' in page
    assert '<input type="hidden" name="kind" value="direct">' in page
    assert 'name="after"' not in page


@pytest.mark.django_db(transaction=True)
def test_the_next_page_is_served_as_ever(client, settings, slow_list):
    settings.PUBLIC_STATEMENT_MILLISECONDS = 50
    assert client.get("/statements/", {"q": "word"}).status_code == 503

    assert client.get("/about/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_connection_is_told_its_bound_once_until_it_serves_a_page_without(
    client, settings, unbounded_again
):
    settings.PUBLIC_STATEMENT_MILLISECONDS = 30_000
    client.get("/about/")
    assert _bound_of_connection() == "30s"
    with mock.patch.object(type(connection.connection), "execute") as told:
        client.get("/robots.txt")
    told.assert_not_called()
    client.get("/accounts/login/")
    assert _bound_of_connection() == "0"


def _bound_of_connection():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("method", "path", "bound"),
    [
        ("get", "/statements/", "2s"),
        ("head", "/statements/", "2s"),
        ("post", "/statements/", "0"),
        ("get", "/admin/", "0"),
        ("get", "/accounts/login/", "0"),
    ],
)
@pytest.mark.django_db
def test_public_pages_alone_are_bounded(settings, method, path, bound):
    settings.PUBLIC_STATEMENT_MILLISECONDS = 2_000

    request = getattr(RequestFactory(), method)(path)
    assert PublicPagesInTime(lambda request: _bound_of_connection())(request) == bound


@pytest.mark.django_db
def test_an_error_that_is_not_of_time_stays_an_error():
    request = RequestFactory().get("/statements/")

    assert PublicPagesInTime(lambda request: None).process_exception(request, ValueError()) is None


@pytest.mark.parametrize(
    "words",
    [
        " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
        " ".join(f"-{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
        f'"{"we will " * 60}"',
        "(" * 200,
        " OR " * 100,
    ],
)
@pytest.mark.django_db
def test_the_worst_that_can_be_typed_is_answered(client, words):
    make_published_statement(text="We will keep our word.")

    assert client.get("/statements/", {"q": words}).status_code in (200, 400)
