import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

PRODUCTION = {
    "ON_RECORD_ENV": "production",
    "SECRET_KEY": "k3pt-" * 12 + "nowhere-else",
    "ALLOWED_HOSTS": "record.example.org",
    "DATABASE_URL": "postgresql://record:secret@database.example.org/record",
}


def manage(*arguments, **variables):
    """Run manage.py as a process of its own, with these environment variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name):
    finished = manage("check", **{**PRODUCTION, name: ""})

    assert finished.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set." in finished.stderr


def test_the_deployment_checks_are_silent_in_production():
    finished = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert finished.returncode == 0, finished.stderr
    assert "no issues (0 silenced)" in finished.stdout


def test_debugging_stays_off_in_production():
    command = "from django.conf import settings; print(settings.DEBUG)"
    finished = manage("shell", "--command", command, ON_RECORD_DEBUG="1", **PRODUCTION)

    assert finished.stdout.split()[-1] == "False"


@pytest.mark.parametrize("command", ["accounts", "serve"])
def test_the_demonstration_is_refused_in_production(command):
    finished = manage(command, **PRODUCTION)

    assert finished.returncode != 0
    assert "CommandError" in finished.stderr


def test_settings_alone_start_no_database(tmp_path):
    finished = manage("check", ON_RECORD_DATA=str(tmp_path / "data"))

    assert finished.returncode == 0, finished.stderr
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


@pytest.mark.django_db
def test_every_change_of_the_models_has_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert "No changes detected" in capsys.readouterr().out
