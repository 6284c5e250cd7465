"""Reading a table in a process of its own, row by row: memory stays flat on this side."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, Any

from people.apart import ROOT, bare_environment
from people.tables.table import Choices, Found, Row, TableError

SECONDS = 300
MEMORY_BYTES = 3_000_000_000

log = logging.getLogger(__name__)


@contextmanager
def open_table(
    file: IO[bytes],
    name: str,
    choices: Choices | None = None,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY_BYTES,
) -> Iterator[tuple[Found, Iterator[Row]]]:
    """Yield how a file is read, and its rows. Raises TableError, here or between the rows.

    `file` is one of the operating system's; it is read from its beginning.
    """
    file.seek(0)
    task = {
        "name": name,
        "choices": asdict(choices or Choices()),
        "seconds": seconds,
        "memory": memory,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "people.tables", json.dumps(task)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=bare_environment(),
    )
    try:
        answers = _answers(process, seconds, memory)
        yield Found.from_json(next(answers)), (Row(*answer) for answer in answers)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _answers(process: "subprocess.Popen[bytes]", seconds: int, memory: int) -> Iterator[Any]:
    for line in process.stdout or ():
        try:
            answer = json.loads(line)
        except json.JSONDecodeError:
            break
        if isinstance(answer, str):
            raise TableError(answer)
        if answer is None:
            return
        yield answer
    log.warning("Reading a table ended with %s", process.wait())
    raise TableError(
        f"Reading it took more than {seconds} seconds or {memory // 1_000_000} MB of memory, as "
        "no table of statements does. Save the sheet that matters as CSV and upload that."
    )
