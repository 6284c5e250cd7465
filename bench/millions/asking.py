"""Asks every class of questions by every way in turn, and prints what each takes."""

import argparse
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from millions import datasette, plans, server
from millions.curating import ask_curators
from millions.plain import plainly
from millions.questions import Asked, make_questions
from millions.timing import Times, listing, other_page, page

SEED = 20171213
WAYS = ("http", "list", "database", "plain", "datasette")
TITLES = {
    "http": "page",
    "list": "list alone",
    "database": "its database",
    "plain": "plain SELECT",
    "datasette": "Datasette",
}


def ask_all(options: argparse.Namespace, path: Path) -> dict[str, Any]:
    """Return the figures of each class by its name, printed as they come."""
    source = random.Random(SEED)  # noqa: S311 - a choice of questions, no secret
    questions = make_questions(source, options.questions + 1)
    if options.plans:
        plans.write(options.plans, questions)
    figures = {}
    with server.site(options.port) as site, _other(options, path):
        heads = "".join(f"{TITLES[way]:>16}" for way in WAYS)
        print(f"{'p50 / p95 in ms':32}{heads}  times  Django")
        for name, asked in questions.items():
            before = server.processor_ms(site)
            figures[name] = _ask(asked, options, path)
            took = server.processor_ms(site) - before
            figures[name]["django_mean"] = round(took / max(len(asked), 1), 1)
            print(_line(name, figures[name]), flush=True)
        for name, took in ask_curators(options.port, questions["1 word in 1,000"]).items():
            figures[name] = {"http": took, "questions": options.questions, "different_rows": 0}
            print(_line(name, figures[name]), flush=True)
    return figures


@contextmanager
def _other(options: argparse.Namespace, path: Path) -> Iterator[None]:
    if options.without_datasette:
        yield
        return
    program = options.datasette or datasette.install()
    if not (options.reuse and path.exists()):
        datasette.write(path)
    with datasette.serve(program, path, options.port + 1):
        yield
    if not (options.keep or options.reuse):
        path.unlink()


def _ask(asked: list[Asked], options: argparse.Namespace, path: Path) -> dict[str, Any]:
    """Ask a class by every way in turn, one question after another, as those who serve are asked.

    The first question warms up and does not count. Our page comes first: what it reads is in
    nobody's memory yet.
    """
    pages = [page(options.port, one) for one in asked]
    lists = [listing(one) for one in asked]
    plain = [plainly(one) for one in asked]
    addresses = [] if options.without_datasette else [datasette.address(path, one) for one in asked]
    took = {
        "http": pages,
        "list": [one[0] for one in lists],
        "database": [one[1] for one in lists],
        "plain": [one[0] for one in plain if one],
        "datasette": [other_page(options.port + 1, one) for one in addresses if one],
    }
    times = {way: Times(milliseconds[1:]) for way, milliseconds in took.items()}
    statements = max(one[2] for one in lists)
    # The rows of the plain SELECT are the answer: a page that shows others is wrong.
    different = sum(
        rows != found[1] for (*_, rows), found in zip(lists, plain, strict=True) if found
    )
    figures: dict[str, Any] = {
        way: {"p50": times[way].p50, "p95": times[way].p95}
        for way in WAYS
        if times[way].milliseconds
    }
    figures |= {"questions": len(asked) - 1, "statements_to_the_database": statements}
    figures["different_rows"] = different
    ours, others = times["http"].p50, times["datasette"].p50
    if ours and others:
        figures["times_datasette"] = round(others / ours, 1)
    return figures


def _line(name: str, figures: dict[str, Any]) -> str:
    found = [figures.get(way) for way in WAYS]
    cells = [f"{one['p50']:,} / {one['p95']:,}" if one else "" for one in found]
    times = figures.get("times_datasette", "")
    wrong = f"  {figures['different_rows']} DIFFER" if figures["different_rows"] else ""
    own = figures.get("django_mean", "")
    return f"{name:32}" + "".join(f"{cell:>16}" for cell in cells) + f"{times:>7}{own:>8}{wrong}"
