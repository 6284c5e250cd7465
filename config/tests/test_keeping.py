import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from config import keeping
from config.keeping import KeptRunning

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]
IGNORES = [
    *(sys.executable, "-c"),
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('ready', flush=True); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(keeping, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(keeping, "LONGEST_PAUSE", 0.01)


def children(command: list[str]) -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if one.cmdline() == command]


def child(command: list[str]) -> psutil.Process:
    """The process that runs the command; a new one is its parent's likeness for a moment."""
    deadline = time.monotonic() + 30
    while not (found := children(command)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found[0]


def test_a_process_that_was_killed_is_started_again(tmp_path):
    died = threading.Event()
    kept = KeptRunning(SLEEPS, tmp_path, died=lambda status: died.set())
    first = child(SLEEPS)

    first.send_signal(signal.SIGKILL)

    assert died.wait(30)
    assert child(SLEEPS).pid != first.pid
    kept.end()
    assert children(SLEEPS) == []


def test_one_that_cannot_start_is_tried_again_and_its_status_told(tmp_path):
    statuses: list[int] = []
    thrice = threading.Event()

    def died(status: int) -> None:
        statuses.append(status)
        if len(statuses) == 3:
            thrice.set()

    kept = KeptRunning(FAILS, tmp_path, died=died)
    assert thrice.wait(60)
    kept.end()

    assert set(statuses) == {3}


def test_one_that_does_not_heed_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "ENDING_SECONDS", 0.1)
    with subprocess.Popen(IGNORES, cwd=Path(tmp_path), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()

        keeping.end(process)

        assert process.returncode == -signal.SIGKILL
