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
from millions.questions import Asked, make_questions, read_words
from millions.timing import Times, listing, other_page, page

SEED = 20171213
# So long is whoever is asked next kept busy before.
WARM_SECONDS = 1.0
# As many ask the site at once before it is measured.
TOGETHER = 8
TITLES = {
    "http": "page",
    "list": "list alone",
    "database": "its database",
    "datasette": "Datasette",
}


def ask_all(options: argparse.Namespace, path: Path) -> dict[str, Any]:
    """Return the figures of each class by its name, printed as they come."""
    words = read_words()
    source = random.Random(SEED)  # noqa: S311 - a choice of questions, no secret
    questions = make_questions(words, source, options.questions + 1)
    before = make_questions(words, source, options.questions)
    if options.plans:
        plans.write(options.plans, questions)
    # The cast stays: the collector of garbage would walk through it while a list is timed.
    gc.freeze()
    figures, shown = {}, {}
    with server.site(options.port) as site, _other(options, path):
        # After what is asked besides was made ready, which reads through all of the record too.
        record.read_through()
        heads = "".join(f"{title:>16}" for title in TITLES.values())
        print(f"{'p50 / p95 in ms':32}{heads}  times  Django")
        # A site at work has answered other questions, and planned them for each of its connections.
        others = [one for name in before for one in before[name] if one not in questions[name]]
        with ThreadPoolExecutor(TOGETHER) as visitors:
            list(visitors.map(partial(page, options.port), others))
        for name, asked in questions.items():
            figures[name], shown[name] = _ask(asked, options, path, site)
            print(_line(name, figures[name]), flush=True)
        for name, took in ask_curators(options.port, questions["1 word in 1,000"]).items():
            figures[name] = {"http": took, "questions": options.questions}
            print(_line(name, figures[name]), flush=True)
    # Last, since it reads whole tables: of a large record that drives from memory what pages read.
    print(f"{'plain SELECT':32}{'p50 / p95':>16}")
    for name, asked in questions.items():
        figures[name] |= _check(asked, shown[name])
        print(_checked(name, figures[name]), flush=True)
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
) -> tuple[dict[str, Any], list[list[int]]]:
    """Ask a class by every way in turn; return its figures, and the keys of each list's rows.

    Our page comes first: what it reads is in nobody's memory yet.
    """
    _warm_up(partial(page, options.port), asked[0])
    before = server.processor_ms(site)
    pages = [page(options.port, one) for one in asked[1:]]
    processor = server.processor_ms(site) - before
    lists = _each(listing, asked)
    others = []
    if not options.without_datasette and datasette.address(path, asked[0]):
        others = _each(partial(_other_page, options.port + 1, path), asked)
    figures: dict[str, Any] = {
        way: _told(times)
        for way, times in {
            "http": pages,
            "list": [one[0] for one in lists],
            "database": [one[1] for one in lists],
            "datasette": others,
        }.items()
        if times
    } | {
        "questions": len(pages),
        "django_mean": round(processor / max(len(pages), 1), 1),
        "statements_to_the_database": max((one[2] for one in lists), default=0),
    }
    if pages and others:
        figures["times_datasette"] = round(figures["datasette"]["p50"] / figures["http"]["p50"], 1)
    return figures, [one[3] for one in lists]


def _check(asked: list[Asked], shown: list[list[int]]) -> dict[str, Any]:
    """Ask a class by plain SELECTs: their rows are the answer, and a page of others is wrong."""
    plain = _each(plainly, asked)
    times = [one[0] for one in plain if one]
    different = sum(
        found is not None and rows != found[1] for rows, found in zip(shown, plain, strict=True)
    )
    told = {"plain": _told(times)} if times else {}
    return {**told, "compared": len(times), "different_rows": different}


def _told(milliseconds: list[float]) -> dict[str, float | None]:
    times = Times(milliseconds)
    return {"p50": times.p50, "p95": times.p95}


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
    cells = "".join(f"{_cell(figures.get(way)):>16}" for way in TITLES)
    times, own = figures.get("times_datasette", ""), figures.get("django_mean", "")
    return f"{name:32}{cells}{times:>7}{own:>8}"


def _checked(name: str, figures: dict[str, Any]) -> str:
    wrong = f"  {figures['different_rows']} DIFFER" if figures["different_rows"] else ""
    return f"{name:32}{_cell(figures.get('plain')):>16}  {figures['compared']} compared{wrong}"


def _cell(times: dict[str, float] | None) -> str:
    return f"{times['p50']:,} / {times['p95']:,}" if times else ""
