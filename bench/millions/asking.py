"""Asks every class of questions by every way in turn, and prints what each takes."""

import argparse
import gc
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

from millions import datasette, plans, record, server
from millions.curating import ask_curators
from millions.plain import plainly
from millions.questions import Asked, make_questions
from millions.timing import Times, listing, other_page, page

SEED = 20171213
# So long is whoever is asked next kept busy before.
WARM_SECONDS = 1.0
# As many ask the site at once before it is measured.
TOGETHER = 8
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
    record.read_through()
    # The cast stays: the collector of garbage would walk through it while a list is timed.
    gc.freeze()
    figures = {}
    with server.site(options.port) as site, _other(options, path):
        heads = "".join(f"{TITLES[way]:>16}" for way in WAYS)
        print(f"{'p50 / p95 in ms':32}{heads}  times  Django")
        with ThreadPoolExecutor(TOGETHER) as visitors:
            # Each of the site's threads has its connection.
            list(visitors.map(lambda _: page(options.port, Asked({})), range(8 * TOGETHER)))
        for name, asked in questions.items():
            figures[name] = _ask(asked, options, path, site)
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


def _ask(
    asked: list[Asked], options: argparse.Namespace, path: Path, site: psutil.Process
) -> dict[str, Any]:
    """Ask a class by every way in turn. Our page comes first: what it reads is in nobody's memory
    yet.
    """
    _warm_up(partial(page, options.port), asked[0])
    before = server.processor_ms(site)
    pages = [page(options.port, one) for one in asked[1:]]
    processor = server.processor_ms(site) - before
    lists = _each(listing, asked)
    plain = _each(plainly, asked)
    others = []
    if not options.without_datasette and datasette.address(path, asked[0]):
        others = _each(partial(_other_page, options.port + 1, path), asked)
    took = {
        "http": pages,
        "list": [one[0] for one in lists],
        "database": [one[1] for one in lists],
        "plain": [one[0] for one in plain if one],
        "datasette": others,
    }
    times = {way: Times(milliseconds) for way, milliseconds in took.items()}
    # The rows of the plain SELECT are the answer: a page that shows others is wrong.
    different = sum(
        rows != found[1] for (*_, rows), found in zip(lists, plain, strict=True) if found
    )
    figures: dict[str, Any] = {
        way: {"p50": times[way].p50, "p95": times[way].p95}
        for way in WAYS
        if times[way].milliseconds
    }
    figures |= {
        "questions": len(pages),
        "django_mean": round(processor / max(len(pages), 1), 1),
        "statements_to_the_database": max((one[2] for one in lists), default=0),
        "different_rows": different,
    }
    ours, theirs = times["http"].p50, times["datasette"].p50
    if ours and theirs:
        figures["times_datasette"] = round(theirs / ours, 1)
    return figures


def _other_page(port: int, path: Path, asked: Asked) -> float:
    return other_page(port, datasette.address(path, asked) or "")


def _each(ask: Callable[[Asked], Any], asked: list[Asked]) -> list[Any]:
    """Return what each question but the first takes, one after another."""
    _warm_up(ask, asked[0])
    return [ask(one) for one in asked[1:]]


def _warm_up(ask: Callable[[Asked], object], first: Asked) -> None:
    """Ask the first question for a while, as one who serves is seldom idle; it does not count."""
    began = perf_counter()
    while perf_counter() - began < WARM_SECONDS:
        ask(first)


def _line(name: str, figures: dict[str, Any]) -> str:
    found = [figures.get(way) for way in WAYS]
    cells = [f"{one['p50']:,} / {one['p95']:,}" if one else "" for one in found]
    times = figures.get("times_datasette", "")
    wrong = f"  {figures['different_rows']} DIFFER" if figures["different_rows"] else ""
    own = figures.get("django_mean", "")
    return f"{name:32}" + "".join(f"{cell:>16}" for cell in cells) + f"{times:>7}{own:>8}{wrong}"
