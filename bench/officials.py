"""Measure the import of officials from files of open data.

    python bench/officials.py FORMAT PATH [FORMAT PATH …] [--organization NAME] [--json PATH]

Imports each file twice, in turn, into one database of its own in the embedded PostgreSQL. Prints
of each run the seconds of the dry run, those of the import (which plans anew), and the rows that
were written a second; the second run has nothing to write.
"""

import argparse
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from millions import server


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="FORMAT PATH")
    parser.add_argument("--organization", default="The Government", help="where a file says none")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there")
    options = parser.parse_args()
    if len(options.files) % 2:
        parser.error("Give a format and a path for each file.")
    return options


def main() -> None:
    options = arguments()
    with server.new_record("on_record_bench_officials"):
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        formats, paths = options.files[::2], map(Path, options.files[1::2])
        figures = [
            figure
            for chosen, path in zip(formats, paths, strict=True)
            for figure in (measure(chosen, path, options.organization) for _ in range(2))
        ]
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(chosen: str, path: Path, organization: str) -> dict[str, Any]:
    from people.importing.found import Options
    from people.importing.running import check, keep, run

    raw, known = path.read_bytes(), Options(source="bench", organization=organization)
    began = perf_counter()
    checked = check(chosen, raw, known, leave_out=True)
    dry = perf_counter() - began
    kept = keep(chosen, path.name, raw, known, leave_out=True)
    began = perf_counter()
    run(kept)
    seconds = perf_counter() - began
    figure = {
        "file": path.name,
        "rows": len(checked.plan.steps),
        "written": kept.done,
        "dry_run_seconds": round(dry, 2),
        "import_seconds": round(seconds, 2),
        "written_a_second": round(kept.done / seconds),
        "questions": len(checked.plan.questions),
    }
    print(", ".join(f"{name} {value}" for name, value in figure.items()))
    return figure


if __name__ == "__main__":
    main()
