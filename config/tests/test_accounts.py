import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def accounts():
    said = StringIO()
    call_command("accounts", stdout=said)
    return said.getvalue()


def test_each_role_has_an_account_and_reviewing_has_a_second_one():
    accounts()

    found = {user.username: user.groups.get().name for user in User.objects.all()}
    assert found == {
        "contributor": "Contributor",
        "curator": "Curator",
        "reviewer": "Curator",
        "staff": "Staff",
        "administrator": "Administrator",
    }


def test_the_printed_passwords_sign_in(client, data):
    said = accounts()

    for username, password in json.loads((data / "accounts.json").read_text()).items():
        assert password in said
        assert client.login(username=username, password=password)


def test_run_again_it_prints_the_same():
    assert accounts() == accounts()


def test_only_the_owner_reads_the_kept_passwords(data):
    accounts()

    assert (data / "accounts.json").stat().st_mode & 0o777 == 0o600


def test_a_password_changed_since_is_left_alone():
    accounts()
    curator = User.objects.get(username="curator")
    curator.set_password("my own choice")
    curator.save()

    assert "(changed since)" in accounts()
    assert User.objects.get(username="curator").check_password("my own choice")


def test_with_a_new_database_the_kept_passwords_stay():
    first = accounts()
    User.objects.all().delete()

    assert accounts() == first


def test_with_the_passwords_lost_new_ones_are_made(data):
    accounts()
    (data / "accounts.json").unlink()

    assert "(changed since)" not in accounts()


def test_a_missing_group_is_named():
    Group.objects.filter(name="Curator").delete()

    with pytest.raises(CommandError, match="There is no group Curator"):
        accounts()
    assert not User.objects.exists()


def test_production_has_none(settings):
    settings.IS_PRODUCTION = True

    with pytest.raises(CommandError, match="createsuperuser"):
        accounts()
    assert not User.objects.exists()
