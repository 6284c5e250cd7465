"""Long work: in the background, seen from outside, cancelled, interrupted and begun again."""

import pytest
from django.db import connection

from people.tests.factories import make_user
from statements.importing import jobs, writing
from statements.importing.models import StatementImport
from statements.models import Statement
from statements.tests.importing.files import address, map_columns, page, table, take, upload

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROWS = [(f"Speaker {number}", f"Word {number} of many.") for number in range(30)]


@pytest.fixture
def ready(client, monkeypatch):
    """An import whose next step is writing, which goes to the background."""
    client.force_login(make_user("anna", "Contributor"))
    of = upload(client, table(("speaker", "words"), *ROWS))
    map_columns(client, of, "speaker", "text")
    take(client, of, "decide", rest="unnamed")
    monkeypatch.setattr(jobs, "ROWS_AT_ONCE", 0)
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(writing, "BATCH", 10)
    return take(client, of, "write")


def cancel_from_outside():
    """As the page does: over another connection than the one that holds the transaction."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("UPDATE statements_statementimport SET is_cancelled = true")
    other.close()


def work(of):
    jobs.work_later.func(of.pk)
    of.refresh_from_db()


def test_large_files_wait_for_the_worker_and_are_written_by_it(client, ready):
    assert ready.state == "writing"
    assert "waiting for the background worker" in page(client, ready)
    # With its address, a browser looks again even where the one it shows ends in “#speakers”.
    assert ready.response.headers["Refresh"] == f"2; url={address(ready)}"
    work(ready)
    assert (ready.state, ready.imported_count) == ("done", 30)
    assert Statement.objects.count() == 30


def test_progress_is_seen_from_outside_while_nothing_is_in_the_record(client, ready, monkeypatch):
    seen = []
    add = writing._Writer.add

    def looking(writer, batch):
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT done_count FROM statements_statementimport")
            done = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM statements_statement")
            seen.append((done, cursor.fetchone()[0], ready.is_alive))
        other.close()
        add(writer, batch)

    monkeypatch.setattr(writing._Writer, "add", looking)
    work(ready)
    assert seen == [(0, 0, True), (10, 0, True), (20, 0, True)]


def test_a_cancelled_import_leaves_nothing_and_can_be_begun_again(client, ready, monkeypatch):
    add = writing._Writer.add

    def cancelling(writer, batch):
        add(writer, batch)
        cancel_from_outside()

    with monkeypatch.context() as patch:
        patch.setattr(writing._Writer, "add", cancelling)
        work(ready)
    assert (ready.state, ready.is_cancelled) == ("speakers", True)
    assert not Statement.objects.exists()
    assert "It was cancelled" in page(client, ready)
    take(client, ready, "write")
    work(ready)
    assert Statement.objects.count() == 30


def test_what_is_cancelled_is_at_work_until_its_worker_stops(client, ready, monkeypatch):
    pages = []

    def cancelling(writer, batch):
        cancel_from_outside()
        pages.append(page(client, ready))

    monkeypatch.setattr(writing._Writer, "add", cancelling)
    work(ready)
    assert "The work is being cancelled" in pages[0]
    assert "Imported" not in pages[0]
    assert "It was cancelled" in page(client, ready)


def test_a_worker_that_dies_while_it_is_cancelled_keeps_nobody_waiting(client, ready, monkeypatch):
    class PowerCut(BaseException):
        """What no handler catches."""

    def die(writer, batch):
        cancel_from_outside()
        raise PowerCut

    monkeypatch.setattr(writing._Writer, "add", die)
    with pytest.raises(PowerCut):
        work(ready)
    assert "The work was interrupted" in page(client, ready)
    take(client, ready, "cancel")
    assert (ready.state, ready.is_cancelled) == ("speakers", True)
    assert not Statement.objects.exists()


def test_a_reading_that_was_cancelled_before_it_began_is_not_begun(client, monkeypatch):
    client.force_login(make_user("anna", "Contributor"))
    monkeypatch.setattr(jobs, "BYTES_AT_ONCE", 0)
    of = upload(client, table(("speaker", "words"), *ROWS))
    take(client, of, "cancel")
    work(of)
    assert (of.state, of.rows.count()) == ("reading", 0)
    assert "It was cancelled" in page(client, of)


def test_cancelling_before_a_worker_took_it_goes_back_at_once(client, ready):
    take(client, ready, "cancel")
    assert (ready.state, ready.is_cancelled) == ("speakers", True)
    work(ready)
    assert not Statement.objects.exists()


def test_a_worker_that_dies_leaves_nothing_and_the_page_says_so(client, ready, monkeypatch):
    class PowerCut(BaseException):
        """What no handler catches."""

    def die(writer, batch):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(writing._Writer, "add", die)
        with pytest.raises(PowerCut):
            work(ready)
    ready = StatementImport.objects.get()
    assert not Statement.objects.exists()
    assert ready.rows.count() == 31
    assert "The work was interrupted" in page(client, ready)
    take(client, ready, "again")
    work(ready)
    assert Statement.objects.count() == 30


def test_two_workers_do_not_write_one_import_twice(ready, monkeypatch):
    add = writing._Writer.add

    def meanwhile(writer, batch):
        monkeypatch.setattr(writing._Writer, "add", add)
        jobs.work_later.func(ready.pk)
        add(writer, batch)

    monkeypatch.setattr(writing._Writer, "add", meanwhile)
    work(ready)
    assert Statement.objects.count() == 30


def test_an_unforeseen_fault_is_told_without_its_inner_workings(client, ready, monkeypatch, caplog):
    def fail(writer, batch):
        raise RuntimeError("inner workings")

    monkeypatch.setattr(writing._Writer, "add", fail)
    work(ready)
    assert ready.failure.startswith("Something went wrong here")
    assert "inner workings" not in page(client, ready)
    assert "inner workings" in caplog.text
