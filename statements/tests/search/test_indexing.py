"""Indexes and foreign keys that were left out are there again, whatever happened meanwhile."""

import pytest
from django.db import IntegrityError, connection, transaction

from people.partial_dates import PartialDate
from statements.models import Statement
from statements.search.attributes import KEPT
from statements.search.indexing import built_last
from statements.tests.factories import make_published_statement


def is_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('statements_search_words') IS NOT NULL")
        return cursor.fetchone()[0]


def indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()")
        return {definition for (definition,) in cursor.fetchall()}


def foreign_keys():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
            " FROM pg_constraint WHERE contype = 'f'"
        )
        return set(cursor.fetchall())


def left_alone():
    """Return the tables that the server does not look after by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE 'autovacuum_enabled=off' = ANY (reloptions)"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_index_that_was_left_out_is_there_again():
    before = indexes()
    with built_last():
        left_out = before - indexes()

    assert indexes() == before
    for name in ("statements_statementevent", "sources_document_words", "statements_search_words"):
        assert any(name in one for one in left_out)
    assert not any("UNIQUE" in one for one in left_out)


@pytest.mark.django_db
def test_the_server_looks_after_what_was_filled_at_its_end_alone():
    with built_last():
        meanwhile = left_alone()

    assert {"statements_searchentry", "statements_statementevent"} < meanwhile
    assert left_alone() == set()


@pytest.mark.django_db
def test_what_rows_refer_to_is_looked_up_at_the_end():
    before = foreign_keys()
    with built_last():
        left_out = before - foreign_keys()

    assert foreign_keys() == before
    assert {"statements_statement", "statements_appearance"} <= {table for table, *_ in left_out}


@pytest.mark.django_db
def test_a_row_that_refers_to_nothing_is_refused_at_the_end():
    before = foreign_keys()
    with pytest.raises(IntegrityError, match="person_id"), transaction.atomic(), built_last():
        statement = make_published_statement()
        Statement.objects.filter(pk=statement.pk).update(person_id=0)

    assert foreign_keys() == before
    assert not Statement.objects.exists()


@pytest.mark.django_db
def test_what_is_written_without_the_index_is_found_with_it():
    with built_last():
        assert not is_there()
        statement = make_published_statement(text="The harbour stays open.")

    assert is_there()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert list(Statement.objects.published().search("harbour")) == [statement]


@pytest.mark.django_db
def test_entries_lie_in_the_order_in_which_pages_show_them():
    with built_last():
        for year in (2015, 2019, 2012, 2017):
            make_published_statement(said_on=PartialDate.parse(str(year)))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(year FROM day)::int FROM statements_searchentry ORDER BY ctid"
        )
        years = [year for (year,) in cursor.fetchall()]
    assert years == [2019, 2017, 2015, 2012]


@pytest.mark.django_db
def test_samples_lie_with_the_thinnest_first():
    keys = [KEPT * number for number in range(1, 9)]
    with built_last():
        for key in keys:
            make_published_statement(pk=key)

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_id FROM statements_searchsample ORDER BY ctid")
        lying = [key for (key,) in cursor.fetchall()]
    assert sorted(lying) == keys
    for rung in (64, 32, 16):
        sample = {key for key in keys if key % rung == 0}
        assert set(lying[: len(sample)]) == sample


@pytest.mark.django_db(transaction=True)
def test_an_error_meanwhile_leaves_the_index_built():
    with pytest.raises(ZeroDivisionError), built_last():
        _ = 1 / 0

    assert is_there()
    assert left_alone() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["statements_search_words", "statements_sample_words"])
def test_nothing_that_was_written_waits_to_be_walked_through(name):
    make_published_statement(pk=KEPT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [name])
        (pages,) = cursor.fetchone()

    assert pages == 0
