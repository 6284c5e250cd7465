import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

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
