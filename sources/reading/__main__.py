"""The process that reads one file: `read_apart` writes to it and reads from it."""

import json
import logging
import sys
from typing import Any

from people.apart import limit
from sources.failures import CaptureError, Failure
from sources.reading.reader import read


def main() -> None:
    """Read a task and a file from standard input, and write what was read as JSON."""
    task = json.loads(sys.stdin.buffer.readline())
    limit(task["seconds"], task["memory"])
    logging.disable(logging.ERROR)
    json.dump(_answer(task, sys.stdin.buffer.read()), sys.stdout)


def _answer(task: dict[str, Any], raw: bytes) -> dict[str, Any]:
    try:
        return read(raw, content_type=task["content_type"], url=task["url"]).as_json()
    except CaptureError as error:
        return {"failure": error.failure, "detail": error.detail}
    except (MemoryError, RecursionError):
        return {"failure": Failure.TOO_COMPLEX, "detail": ""}
    except Exception as error:  # noqa: BLE001 - the parsers raise anything for damaged files
        return {"failure": Failure.DAMAGED, "detail": type(error).__name__}


if __name__ == "__main__":
    main()
