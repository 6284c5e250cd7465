"""An import whose process is killed outright: told as broken off, and gone on with."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from people.importing.found import Options
from people.importing.running import keep, prepare, run
from people.models import Import, Person, Tenure
from people.work import in_hand

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CSV = b"position,person,personID,start\nMinister,Anna Tamm,Q11,2001\nMinister,Boris Mets,Q12,2005\n"
OPTIONS = Options(organization="Government of Iran", country="IR")


@pytest.fixture
def admin_client(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    client.force_login(get_user_model().objects.create_superuser("root", password=""))
    return client


def start_another(path):
    """Run the command in a process of its own, on the database of the tests."""
    its = connection.settings_dict
    host = quote(its["HOST"], safe="")
    port = f":{its['PORT']}" if its["PORT"] and not its["HOST"].startswith("/") else ""
    password = f":{quote(its['PASSWORD'], safe='')}" if its["PASSWORD"] else ""
    address = f"postgresql://{its['USER']}{password}@{host}{port}/{its['NAME']}"
    options = ["--organization", "Government of Iran", "--country", "IR"]
    return subprocess.Popen(
        [
            *(sys.executable, "manage.py", "import_open_data"),
            *("wikidata-office-holders", str(path), *options),
        ],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )


def wait_until(is_so, *, seconds=60):
    end = monotonic() + seconds
    while not is_so():
        assert monotonic() < end, "It never came."
        sleep(0.1)


def is_writing():
    """Whether somebody waits to write people, which this test keeps them from."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'"
            " AND relation = 'people_person'::regclass)"
        )
        return cursor.fetchone()[0]


def test_one_that_is_killed_is_broken_off_and_goes_on(admin_client, tmp_path):
    path = tmp_path / "officials.csv"
    path.write_bytes(CSV)
    holding = connection.copy()
    process = None
    try:
        with holding.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE people_person IN SHARE MODE")
        process = start_another(path)
        wait_until(is_writing)
        kept = Import.objects.get()
        assert (kept.state, kept.is_alive, kept.is_interrupted) == ("running", True, False)
        page = admin_client.get(kept.get_absolute_url())
        assert "Go on" not in page.text
        assert page.headers["Refresh"] == "5"
        process.send_signal(signal.SIGKILL)
        process.wait()
    finally:
        if process is not None:
            process.kill()
        holding.close()
    wait_until(lambda: not kept.is_alive)
    kept = Import.objects.get()
    assert (kept.state, kept.is_interrupted) == ("running", True)
    assert "broken off" in admin_client.get("/admin/people/import/").text
    page = admin_client.get(kept.get_absolute_url())
    assert "Whoever worked on it ended before the work did" in page.text
    assert "Refresh" not in page.headers
    admin_client.post(kept.get_absolute_url(), {"step": "run"})
    kept.refresh_from_db()
    assert (kept.state, kept.is_interrupted) == ("done", False)
    assert (Person.objects.count(), Tenure.objects.count()) == (2, 2)


def kept_import():
    return keep("wikidata-office-holders", "officials.csv", CSV, OPTIONS, leave_out=False)


def test_what_somebody_has_in_hand_is_left_to_them(admin_client):
    kept = kept_import()
    with in_hand(Import, kept.pk) as own:
        assert own is not None
        assert kept.is_alive
        run(kept)
        prepare(kept)
        kept.refresh_from_db()
        assert (kept.state, Person.objects.count()) == ("checking", 0)
    assert not kept.is_alive
    assert run(kept).state == "done"


def test_what_waits_for_a_worker_is_not_broken_off(admin_client):
    kept = kept_import()
    Import.objects.update(state="waiting", begun_at=None)
    kept.refresh_from_db()
    assert not kept.is_interrupted
    page = admin_client.post(kept.get_absolute_url(), {"step": "run"}, follow=True)
    assert "It is being worked on already." in page.text
    assert not Person.objects.exists()
