"""Measure search on a record of any size: pages by HTTP, lists alone, plain SQL, Datasette.

    python bench/search.py [--statements N] [--quick] [--json PATH] [--keep | --reuse]

Makes a record of N statements by COPY through the real schema, triggers on, in a database of its
own in the embedded PostgreSQL; asks each class of question by every way in turn; prints p50 and
p95 in milliseconds, how many times longer Datasette takes for the same page, and how much
processor time the site's own processes take for it, the database apart.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from millions import picture, server

FULL, QUICK = 1_000_000, 100_000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, metavar="N", help=f"{FULL:,} unless told")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} statements, fewer of each")
    parser.add_argument("--questions", type=int, metavar="N", help="of each class; 20 unless told")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there")
    parser.add_argument("--keep", action="store_true", help="leave the record for --reuse")
    parser.add_argument("--reuse", action="store_true", help="measure the record left by --keep")
    parser.add_argument("--grow", action="store_true", help="go on from a smaller one of --keep")
    parser.add_argument(
        "--sentences", type=Path, nargs="+", default=[], metavar="FILE", help="fill it with these"
    )
    parser.add_argument("--without-datasette", action="store_true", help="measure ours alone")
    parser.add_argument("--datasette", type=Path, metavar="PROGRAM", help="one that is installed")
    parser.add_argument("--plans", type=Path, metavar="PATH", help="write each class's plans there")
    parser.add_argument(
        "--picture", type=Path, nargs="+", metavar=("SVG", "JSON"), help="draw earlier figures"
    )
    parser.add_argument("--port", type=int, default=8040, help="and the next; 8040 unless told")
    options = parser.parse_args()
    options.statements = options.statements or (QUICK if options.quick else FULL)
    options.questions = options.questions or (8 if options.quick else 20)
    return options


def main() -> None:
    options = arguments()
    if options.picture:
        picture.write(options.picture[0], options.picture[1:])
        return
    name = server.kept_name(options.statements)
    held = server.grow(options.statements) if options.grow else 0
    was_there = server.connect(name)
    if options.reuse and not was_there:
        server.drop(name)
        raise SystemExit(server.NOT_KEPT)
    if was_there and not (options.reuse or held):
        server.drop(name)
        raise SystemExit(
            "A record of that size was left from another run. It has been removed: start again, "
            "or keep it with --keep and measure it again with --reuse."
        )
    try:
        figures = measure(options, name, held)
    finally:
        if not (options.keep or options.reuse):
            server.drop(name)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(options: argparse.Namespace, name: str, held: int) -> dict[str, Any]:
    from millions import asking, loading

    figures: dict[str, Any] = {"statements": options.statements}
    maker = loading.make_maker(options.statements, options.sentences)
    if not options.reuse:
        figures["loading"] = loading.load_record(maker, options.statements, held=held)
    figures["size"] = loading.sizes()
    figures["classes"] = asking.ask_all(options, server.DATA / "bench" / f"{name}.db")
    if not options.reuse:
        figures["writing"] = loading.add_to_it(maker)
    return figures


if __name__ == "__main__":
    main()
