"""These start real servers, in data directories of their own."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

import psutil
import psycopg
import pytest

from config.postgres import programs, server


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data directory; its server is stopped at the end, whatever the tests did to it."""
    directory = tmp_path_factory.mktemp("data") / "postgres"
    yield directory
    server.release(directory)
    server.stop(directory)


def ask(directory, question):
    socket = server.claim(directory)
    with psycopg.connect(host=str(socket), user=server.USER, dbname=server.DATABASE) as connection:
        return connection.execute(question).fetchone()[0]


def postmaster(directory):
    return int((directory / "postmaster.pid").read_text().split()[0])


def kill_server(directory):
    """Kill every process of the server at once, as a lost machine would."""
    killed = []
    for pid in server._processes_in(directory):
        # One that the server keeps for a moment only may have ended by itself.
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            process.send_signal(signal.SIGKILL)
            killed.append(process)
    assert killed
    psutil.wait_procs(killed, timeout=10)


def test_the_server_speaks_every_language_and_keeps_universal_time(data):
    assert ask(data, "SELECT datcollate FROM pg_database WHERE datname = 'on_record'") == "C.UTF-8"
    assert ask(data, "SELECT lower('ÄÉЖ')") == "äéж"
    assert ask(data, "SHOW timezone") == "UTC"


def test_it_listens_to_no_network(data):
    assert ask(data, "SHOW listen_addresses") == ""


def test_who_asks_reads(data):
    assert ask(data, "SHOW io_method") == "sync"


def test_a_running_server_is_shared(data):
    server.claim(data)
    first = postmaster(data)

    server.claim(data)

    assert postmaster(data) == first


def test_it_comes_back_after_kill_9_with_everything_in_it(data):
    socket = server.claim(data)
    with psycopg.connect(host=str(socket), user=server.USER, dbname=server.DATABASE) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    kill_server(data)
    assert (data / "postmaster.pid").exists()
    assert server.running(data) is None

    assert ask(data, "SELECT answer FROM kept") == 42


def test_a_stale_pid_file_that_names_another_living_process_is_mended(data):
    server.claim(data)
    kill_server(data)
    lines = (data / "postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getpid())
    (data / "postmaster.pid").write_text("\n".join(lines))

    assert ask(data, "SELECT 1") == 1


def test_an_empty_pid_file_is_mended(data):
    server.claim(data)
    kill_server(data)
    (data / "postmaster.pid").write_text("")

    assert ask(data, "SELECT 1") == 1


def test_the_last_user_stops_it(data):
    server.claim(data)

    assert server.release(data) is True
    assert server.running(data) is None


def test_it_stays_up_while_another_process_uses_it(data):
    script = (
        "import sys; from pathlib import Path; from config.postgres import server; "
        "server.claim(Path(sys.argv[1])); print('claimed', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"claimed\n"
        server.claim(data)

        assert server.release(data) is False
        assert server.running(data)
        other.kill()

    assert server.release(data) is True


def test_two_that_start_it_at_once_share_one_server(data):
    server.stop(data)
    script = (
        "import sys; from pathlib import Path; from config.postgres import server; "
        "server.claim(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(data)]
    starters = [subprocess.Popen(command) for _ in range(2)]

    assert [starter.wait(timeout=60) for starter in starters] == [0, 0]
    assert len({process for process in server._processes_in(data) if is_postmaster(process)}) == 1


def is_postmaster(pid):
    return "-D" in psutil.Process(pid).cmdline()


def test_a_deep_path_gets_a_short_socket(tmp_path):
    directory = tmp_path / ("deep " * 20) / ("deeper" * 20) / "postgres"
    try:
        socket = server.claim(directory)

        assert len(str(socket / server.SOCKET_NAME)) < 100
        kill_server(directory)
        assert ask(directory, "SELECT 1") == 1
        assert not socket.exists()
        socket = server.claim(directory)
    finally:
        assert server.release(directory) is True
    assert not socket.exists()


def test_a_program_that_fails_says_why(tmp_path):
    with pytest.raises(programs.PostgresError, match=r"pg_ctl failed:(.|\n)*nowhere"):
        programs.run("pg_ctl", "stop", "-D", str(tmp_path / "nowhere"), log=tmp_path / "log")


def test_a_directory_interrupted_while_it_was_made_is_made_anew(tmp_path):
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "PG_VERSION").write_text("18")
    directory = tmp_path / "postgres"
    try:
        assert ask(directory, "SELECT 1") == 1
    finally:
        server.release(directory)


def test_a_running_server_is_found_without_running_a_program(data, monkeypatch):
    socket = server.claim(data)
    monkeypatch.setattr(programs, "BINARIES", data / "no programs here")
    assert server.claim(data) == socket


@pytest.mark.skipif(os.geteuid() != 0, reason="the system user has no way to lose")
def test_it_stops_though_a_directory_on_the_way_was_closed_since(data):
    server.claim(data)
    data.parent.chmod(0o700)

    assert server.stop(data)

    assert server.running(data) is None
