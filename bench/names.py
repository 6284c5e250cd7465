"""Measure how long names take to index and to find, on generated names.

    python bench/names.py [--quick] [--json PATH]

No database is needed. Prints a row a kind of query: wall milliseconds, and how often the
person meant was among the first ten.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from people.names import NameIndex

FULL, QUICK = 500_000, 20_000
QUERIES = 100
ONSETS = [*"bdfghjklmnpqrstvyz", "ch", "gh", "kh", "sh"]
VOWELS = ["a", "aa", "e", "ei", "i", "o", "ou", "u"]
CODAS = ["", "", "", "n", "r", "d", "m", "sh", "zadeh", "i", "pour"]


def make_word(source: random.Random, syllables: int) -> str:
    word = "".join(source.choice(ONSETS) + source.choice(VOWELS) for _ in range(syllables))
    return (word + source.choice(CODAS)).capitalize()


def make_names(count: int, source: random.Random) -> list[str]:
    """Return names as a large record has them: few given names, many family names."""
    given = [make_word(source, 2) for _ in range(2_000)]
    family = [make_word(source, 3) for _ in range(max(count // 5, 1_000))]
    return [
        " ".join([*source.choices(given, k=source.choice((1, 1, 2))), source.choice(family)])
        for _ in range(count)
    ]


def with_slip(name: str, source: random.Random) -> str:
    """Return the name with two neighbouring letters of its last word exchanged."""
    place = source.randrange(name.rindex(" ") + 2, len(name) - 1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def initials(name: str) -> str:
    *given, family = name.split()
    return " ".join([*(f"{word[0]}." for word in given), family])


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "whole name": lambda name, _: name,
    "family name first": lambda name, _: f"{name.split()[-1]}, {' '.join(name.split()[:-1])}",
    "initials": lambda name, _: initials(name),
    "typing slip": with_slip,
    "unfinished family name": lambda name, _: name.split()[-1][:4],
    "one given name": lambda name, _: name.split()[0],
    "nobody": lambda _, source: f"{make_word(source, 4)} {make_word(source, 5)}",
}


def measure_kind(
    index: NameIndex[int], names: list[str], kind: str, source: random.Random
) -> dict[str, float]:
    times, found = [], 0
    for key in source.sample(range(len(names)), QUERIES):
        query = KINDS[kind](names[key], source)
        began = perf_counter()
        matches = index.search(query)
        times.append(1000 * (perf_counter() - began))
        found += any(names[match.key] == names[key] for match in matches)
    # More than ten people share many a given name or beginning: not all can be offered.
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "found_percent": round(100 * found / QUERIES, 1),
    }


def measure(count: int) -> dict[str, Any]:
    source = random.Random(20171213)  # noqa: S311 - generated names, no secret
    names = make_names(count, source)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = perf_counter()
    index = NameIndex(enumerate(names))
    return {
        "forms": count,
        "build_s": round(perf_counter() - began, 1),
        "memory_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
        "queries": {kind: measure_kind(index, names, kind, source) for kind in KINDS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} names, not {FULL:,}")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there")
    options = parser.parse_args()
    figures = measure(QUICK if options.quick else FULL)
    print(f"{figures['forms']:,} forms, {figures['build_s']} s, {figures['memory_mb']} MB")
    for kind, row in figures["queries"].items():
        print(
            f"{kind:24} p50 {row['p50_ms']:8} ms   p95 {row['p95_ms']:8} ms   "
            f"found {row['found_percent']} %"
        )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
