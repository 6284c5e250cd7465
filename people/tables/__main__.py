"""The process that reads one table: a task as its argument, the file on standard input.

Writes a line of JSON a row: first how the file is read, last `null`; a text says what is wrong.
"""

import json
import sys
from typing import Any

from people.apart import limit
from people.tables.reader import read_table
from people.tables.table import MAX_FILE_BYTES, Choices, TableError


def main() -> None:
    task = json.loads(sys.argv[1])
    limit(task["seconds"], task["memory"])
    try:
        raw = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        found, rows = read_table(raw, task["name"], Choices(**task["choices"]))
        _write(found.as_json())
        for row in rows:
            _write([row.number, row.cells, row.fault])
        _write(None)
    except TableError as error:
        _write(str(error))
    except (MemoryError, RecursionError):
        _write("Reading it took more memory than a table may. Save it as CSV and upload that.")
    except Exception:  # noqa: BLE001 - the parsers raise anything for damaged files
        _write("The file is damaged: open it and save it again.")


def _write(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
