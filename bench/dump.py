"""Measure the dump of a whole record and its restoring into an empty database.

    python bench/dump.py [--statements N] [--quick] [--reuse] [--json PATH]

Makes a record of N statements in a database of its own in the embedded PostgreSQL, or takes a
copy of the one that `search.py --keep` left; dumps it, restores the dump into another database,
and dumps that again: both must be alike, byte for byte.
Prints seconds of each, published statements a second, megabytes, and how much memory this process
took on top.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from millions import server
from millions.arguments import record_options


def arguments() -> argparse.Namespace:
    parser = record_options(__doc__)
    # How this script calls itself for the second database: one process has one.
    parser.add_argument("--restore", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    if options.restore:
        print(json.dumps(restored(options)))
        return
    with tempfile.TemporaryDirectory() as folder:
        name = f"on_record_bench_dump_{options.statements}"
        with server.record(name, options.statements, reuse=options.reuse):
            figures = dumped(Path(folder))
        tell(figures)
        command = [sys.executable, __file__, "--restore", folder]
        command += ["--statements", str(options.statements)]
        back = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(back.stdout.splitlines()[-1])
    found["restored_a_second"] = round(figures["published"] / found["restore_seconds"])
    tell(found)
    if options.json:
        options.json.write_text(json.dumps(figures | found, indent=2) + "\n", encoding="utf-8")


def dumped(folder: Path) -> dict[str, Any]:
    from millions.timing import most_memory

    from statements.dumps.writing import dump
    from statements.models import Statement

    before, began = most_memory(), perf_counter()
    made = dump(folder)
    seconds = perf_counter() - began
    published = Statement.objects.filter(status="published").count()
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    return {
        "published": published,
        "dump_mb": round(size / 2**20),
        "dump_seconds": round(seconds, 1),
        "dumped_a_second": round(published / seconds),
        "dump_memory_mb": most_memory() - before,
    }


def restored(options: argparse.Namespace) -> dict[str, Any]:
    """Restore the one dump in the folder, dump it again beside it, and compare."""
    from django.core.management import call_command

    with server.new_record(f"on_record_bench_restored_{options.statements}"):
        from millions.timing import most_memory

        from statements.dumps.restoring import restore
        from statements.dumps.writing import SUMS, dump

        call_command("migrate", interactive=False, verbosity=0)
        (made,) = options.restore.iterdir()
        before, began = most_memory(), perf_counter()
        restore(made)
        seconds = perf_counter() - began
        memory = most_memory() - before
        again = dump(options.restore)
        if (made / SUMS).read_bytes() != (again / SUMS).read_bytes():
            raise SystemExit("The record that was restored makes another dump.")
        return {"restore_seconds": round(seconds, 1), "restore_memory_mb": memory}


def tell(figures: dict[str, Any]) -> None:
    for name, figure in figures.items():
        print(f"{name:>20} {figure:,}", flush=True)


if __name__ == "__main__":
    main()
