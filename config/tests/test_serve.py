import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.core.management.base import CommandError

from config.postgres import server
from config.static import static_fingerprint


def test_a_taken_port_is_said_before_anything_is_done(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CommandError, match=f"Port {port} is taken.*PORT={port + 1}"):
            call_command("serve")


def test_a_changed_static_file_changes_the_fingerprint(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "page.css").write_text("a {}")
    before = static_fingerprint()
    assert static_fingerprint() == before

    (tmp_path / "page.css").write_text("a { color: red }")

    assert static_fingerprint() != before


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def run(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """On Record as it is started by hand, on data of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "ON_RECORD_DATA": str(tmp_path / "data"),
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=project.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
            server.stop(tmp_path / "data" / "postgres")


def workers_of(run: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that do the work in the background of this run."""
    children = psutil.Process(run.pid).children()
    return [process for process in children if "db_worker" in process.cmdline()]


def test_an_interrupt_ends_everything_postgresql_included(run, tmp_path):
    assert run.stdout is not None
    shown = []
    for line in run.stdout:
        shown.append(line)
        if line.startswith("  The record:"):
            break
    else:
        pytest.fail("The server ended: " + "".join(shown))
    address = shown[-1].split()[-1]
    for _ in range(8):
        # Enough for both workers to have used the database.
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
    [worker] = workers_of(run)
    # As a terminal does: to everything that was started there.
    os.killpg(run.pid, signal.SIGINT)
    rest = run.stdout.read()

    assert "PostgreSQL stopped" in rest, "".join(shown) + rest
    assert run.wait() == 0
    assert not worker.is_running()
    assert server.running(tmp_path / "data" / "postgres") is None
