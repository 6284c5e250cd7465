"""Processes that a run starts, keeps alive and ends."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import psutil

ENDING_SECONDS = 10
# A process that cannot start is tried again ever more rarely.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


class KeptRunning:
    """A process that is started again whenever it ends by itself, until `end`."""

    def __init__(
        self, command: list[str], directory: Path, *, died: Callable[[int], object]
    ) -> None:
        """Start it; `died` is told the status of each process that ended by itself."""
        self._command = command
        self._directory = directory
        self._died = died
        self._ending = threading.Event()
        self._process = self._started()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def end(self) -> None:
        """Ask the process to end, wait, and kill what is still there after `ENDING_SECONDS`."""
        self._ending.set()
        end(self._process)
        self._keeper.join()

    def _started(self) -> subprocess.Popen[bytes]:
        # In a session of its own: Ctrl-C reaches it through us alone, once.
        return subprocess.Popen(self._command, cwd=self._directory, start_new_session=True)

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while True:
            status = self._process.wait()
            if self._ending.is_set():
                return
            self._died(status)
            if self._ending.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE)
            self._process = self._started()
            if self._ending.is_set():
                # `end` looked at the one before.
                end(self._process)
                return


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and wait for its children: one that lives on still uses the database."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    process.terminate()
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    psutil.wait_procs(children, timeout=ENDING_SECONDS)
