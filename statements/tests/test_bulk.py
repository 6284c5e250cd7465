"""Writing many rows at once keeps every rule and history, and makes search entries once."""

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL

from people.bulk import bulk_load, update_rows
from people.tests.database import check_now
from statements.models import SearchEntry, Statement
from statements.search.sql.entries import FEW
from statements.tests.factories import make_person, make_statement, make_topic

pytestmark = pytest.mark.django_db


def test_entries_are_made_once_when_all_is_written():
    with bulk_load("import"):
        statement = make_statement(person=make_person(name="Ada Quell"))
        statement.topics.add(make_topic(name="Silt"))
        assert not SearchEntry.objects.exists()
    check_now()

    assert list(Statement.objects.search("quell silt")) == [statement]


def entries():
    """Each entry with where it stands, which changes when it is written."""
    placed = SearchEntry.objects.annotate(place=RawSQL("ctid::text", ()))
    return list(placed.values().order_by("pk"))


def test_many_entries_are_what_each_is_by_itself():
    person, topic = make_person(name="Ada Quell"), make_topic(name="Silt")
    with bulk_load("import"):
        for number in range(FEW + 1):
            statement = make_statement(person=person, text=f"Harbour {number} stays open.")
            statement.topics.add(topic)
    check_now()
    together = entries()
    assert len(together) == FEW + 1

    SearchEntry.objects.all().delete()
    with connection.cursor() as cursor:
        for entry in together:
            cursor.execute("SELECT record_search_refresh(%s)", [[entry["statement_id"]]])
    by_themselves = entries()
    for entry in together + by_themselves:
        del entry["place"]
    assert together == by_themselves


def test_an_entry_that_a_change_leaves_as_it_is_is_not_written():
    statements = [make_statement(text=f"Harbour {number} stays open.") for number in range(3)]
    before = entries()
    with bulk_load("import"):
        Statement.objects.update(note="Read again.")
        update_rows([statements[0], statements[2]], ["text"])
    check_now()
    assert entries() == before
    statements[1].text = "Harbour 1 is shut."
    with bulk_load("import"):
        update_rows(statements, ["text"])
    check_now()
    changed = [new for old, new in zip(before, entries(), strict=True) if old != new]
    assert [entry["statement_id"] for entry in changed] == [statements[1].pk]


def test_history_names_what_loaded():
    with bulk_load("import of 3 May"):
        statement = make_statement()

    event = apps.get_model("statements", "StatementEvent").objects.get(pgh_obj=statement)
    assert event.pgh_context.metadata == {"source": "import of 3 May"}


def test_rules_are_kept():
    with pytest.raises(IntegrityError, match="must have an appearance"):
        with bulk_load("import"):
            make_statement(status="published", published_at="2025-01-01T00:00Z")
            check_now()


def test_nothing_stays_of_a_load_that_fails():
    with pytest.raises(ZeroDivisionError):
        with bulk_load("import"):
            make_statement()
            raise ZeroDivisionError

    assert not Statement.objects.exists()


def test_what_is_too_long_for_its_column_is_refused_and_not_cut():
    statement = make_statement(attribution="the minister")
    statement.attribution = "m" * 301
    with pytest.raises(DataError, match="too long"), transaction.atomic():
        update_rows([statement], ["attribution"])
    statement.refresh_from_db()
    assert statement.attribution == "the minister"


def test_only_the_columns_named_are_written():
    statement = make_statement(note="Old.")
    statement.text, statement.note = "New words.", "New."
    update_rows([statement], ["text", "said_on_earliest"])
    statement.refresh_from_db()
    assert (statement.text, statement.note, statement.version) == ("New words.", "Old.", 2)
