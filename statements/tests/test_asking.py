"""Questions that are answered while something else goes on."""

import psycopg
import pytest
from django.db import DataError, connection

from statements.asking import Asked, Known, answered_meanwhile
from statements.tests.factories import make_published_statement

pytestmark = pytest.mark.django_db
LOCK = 20_171_213


def total(rows):
    [(number,)] = rows
    return number


def test_a_question_is_not_waited_for_before_it_is_read():
    # Somebody else holds what the first question waits for, until both were put.
    with psycopg.connect(**psycopg_parameters(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        # Were it waited for, it would be for ever.
        Asked("SELECT set_config('statement_timeout', '30s', true)", [], total).read()
        with answered_meanwhile():
            first = Asked("SELECT 1 FROM pg_advisory_xact_lock(%s)", [LOCK], total)
            second = Asked("SELECT %s + 1", [1], total)
            other.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            assert (first.read(), second.read()) == (1, 2)


def psycopg_parameters():
    parameters = connection.get_connection_params()
    return {
        name: parameters[name]
        for name in ("dbname", "user", "password", "host", "port")
        if name in parameters
    }


def test_outside_it_is_answered_as_it_is_put():
    with pytest.raises(DataError, match="division by zero"):
        Asked("SELECT 1 / %s", [0], total)


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_is_told_where_it_is_read():
    with pytest.raises(DataError, match="division by zero"), answered_meanwhile():
        refused = Asked("SELECT 1 / %s", [0], total)
        refused.read()
    # The connection is as good as before.
    assert Asked("SELECT 1", [], total).read() == 1


@pytest.mark.django_db(transaction=True)
def test_what_nobody_reads_is_no_hindrance():
    with answered_meanwhile():
        Asked("SELECT generate_series(1, %s)", [10_000], total)
    assert Asked("SELECT 1", [], total).read() == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_has_ended_is_made_anew():
    connection.ensure_connection()
    ended = connection.connection
    with psycopg.connect(**psycopg_parameters(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [ended.info.backend_pid])
    # As at the beginning of a request.
    connection.health_check_done = False
    with answered_meanwhile():
        assert Asked("SELECT %s", [1], total).read() == 1
    assert connection.connection is not ended


def test_what_is_known_needs_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Known([1]).read() == [1]


@pytest.mark.parametrize("typed", ["<found/>", "<found/> harbour", "</found>"])
def test_no_typed_words_are_taken_for_the_place_of_the_list(client, typed):
    make_published_statement(text="The harbour is closed. <found/>")
    page = client.get("/statements/", {"q": typed}).content.decode()
    assert page.count('id="found"') == 1
    assert "<found/>" not in page
