"""Sources looked at every night, once a curator has asked for it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from people.tests.factories import make_user
from sources.models import SourceCheck
from statements import nightly

pytestmark = pytest.mark.django_db

LIST = "admin:sources_sourcecheck_changelist"


def signed_in(client, role="Curator"):
    client.force_login(make_user("boris", role))


def shown(client):
    return client.get(reverse(LIST)).content.decode()


def nights():
    return DBTaskResult.objects.filter(task_path=nightly.look_every_night.module_path)


def let_it_be_night():
    nights().update(run_after=timezone.now() - datetime.timedelta(minutes=1))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2024-03-15T01:59:00+00:00", "2024-03-15T02:00:00+00:00"),
        ("2024-03-15T02:00:00+00:00", "2024-03-16T02:00:00+00:00"),
        ("2024-03-15T13:30:00+00:00", "2024-03-16T02:00:00+00:00"),
        ("2024-12-31T23:00:00+00:00", "2025-01-01T02:00:00+00:00"),
    ],
)
def test_the_next_night_is_the_first_two_o_clock_to_come(now, expected):
    parse = datetime.datetime.fromisoformat
    assert nightly.following(parse(now)) == parse(expected)


def test_a_curator_has_sources_looked_at_every_night(client, appearance, do_tasks):
    signed_in(client)
    assert "every night" in shown(client)
    client.post(reverse(LIST), {"look": "nightly"})
    assert f"next on {nightly.next_night():%-d %B %Y}" in shown(client)

    do_tasks()
    assert not SourceCheck.objects.exists()  # It is not night yet.

    let_it_be_night()
    do_tasks()
    assert SourceCheck.objects.get().document == appearance.document
    assert nightly.next_night() > timezone.now()


def test_asked_twice_there_is_one_night(client):
    signed_in(client)
    for _ in range(2):
        client.post(reverse(LIST), {"look": "nightly"})
    assert nights().count() == 1


def test_a_curator_ends_it(client, appearance, do_tasks):
    signed_in(client)
    client.post(reverse(LIST), {"look": "nightly"})
    client.post(reverse(LIST), {"look": "never"})
    assert "next on" not in shown(client)
    do_tasks()
    assert (nights().count(), SourceCheck.objects.count()) == (0, 0)


def test_a_night_with_a_fault_is_not_the_last(client, monkeypatch, do_tasks):
    nightly.plan()
    let_it_be_night()
    monkeypatch.setattr(nightly, "LIMIT", -1)  # No slice of rows.
    do_tasks()
    assert nights().failed().count() == 1
    assert nightly.next_night() > timezone.now()


@pytest.mark.parametrize("look", ["nightly", "never"])
def test_a_contributor_changes_nothing(client, look):
    nightly.plan()
    planned = nightly.next_night()
    signed_in(client, "Contributor")
    assert client.post(reverse(LIST), {"look": look}).status_code == 403
    assert nightly.next_night() == planned
    assert "No longer" not in shown(client)
