"""Measure how long names take to index and to find, on generated names.

    python bench/names.py [--quick] [--json PATH]

Names are looked up in the database, as the record does, and in an index in memory. Prints a row
a kind of query: wall milliseconds of each, and how often the person meant was among the first ten.
The names are put into a temporary table of the project's database, which is left as it was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from people.lookup import Names  # noqa: E402
from people.names import NameIndex, NameMatch  # noqa: E402

TABLE = (("bench_names", "name", "id"),)
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


Search = Callable[[str], Sequence[NameMatch[int]]]


def measure_kind(
    search: Search, names: list[str], kind: str, source: random.Random
) -> dict[str, float]:
    times, found = [], 0
    for key in source.sample(range(len(names)), QUERIES):
        query = KINDS[kind](names[key], source)
        began = perf_counter()
        matches = search(query)[:10]
        times.append(1000 * (perf_counter() - began))
        found += any(names[match.key] == names[key] for match in matches)
    # More than ten people share many a given name or beginning: not all can be offered.
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
        "found_percent": round(100 * found / QUERIES, 1),
    }


def measure_all(search: Search, names: list[str]) -> dict[str, dict[str, float]]:
    source = random.Random(20171213)  # noqa: S311 - generated names, no secret
    return {kind: measure_kind(search, names, kind, source) for kind in KINDS}


def in_memory(names: list[str]) -> dict[str, Any]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = perf_counter()
    index = NameIndex(enumerate(names))
    return {
        "build_s": round(perf_counter() - began, 1),
        "memory_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
        "queries": measure_all(index.search, names),
    }


def in_database(names: list[str]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_names (id bigint, name text)")
        with cursor.copy("COPY bench_names FROM STDIN") as copy:
            for row in enumerate(names):
                copy.write_row(row)
        began = perf_counter()
        cursor.execute(
            "CREATE INDEX bench_names_keys ON bench_names "
            "USING gin (record_name_keys(name)) WITH (fastupdate = off)"
        )
        build = perf_counter() - began
        cursor.execute("ANALYZE bench_names")
        cursor.execute(
            "SELECT pg_relation_size('bench_names_keys'), pg_relation_size('bench_names')"
        )
        index_size, table_size = cursor.fetchone()
    figures = measure_all(Names(TABLE).search, names)
    with connection.cursor() as cursor:
        began = perf_counter()
        for number in range(QUERIES):
            cursor.execute("INSERT INTO bench_names VALUES (-1, %s)", [names[number]])
        insert = 1000 * (perf_counter() - began) / QUERIES
        cursor.execute("DROP TABLE bench_names")
    return {
        "build_s": round(build, 1),
        "index_mb": index_size // 2**20,
        "table_mb": table_size // 2**20,
        "insert_ms": round(insert, 2),
        "queries": figures,
    }


def measure(count: int) -> dict[str, Any]:
    source = random.Random(20171213)  # noqa: S311 - generated names, no secret
    names = make_names(count, source)
    return {"forms": count, "database": in_database(names), "memory": in_memory(names)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} names, not {FULL:,}")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    figures = measure(QUICK if options.quick else FULL)
    database, memory = figures["database"], figures["memory"]
    print(
        f"{figures['forms']:,} forms. In the database: built in {database['build_s']} s, "
        f"{database['index_mb']} MB beside {database['table_mb']} MB of names, "
        f"{database['insert_ms']} ms a new name, nothing kept in the process. "
        f"In memory: built in {memory['build_s']} s in each process and after each change, "
        f"{memory['memory_mb']} MB."
    )
    print(f"{'':24} {'database':>32} {'memory':>32}")
    for kind in KINDS:
        cells = [
            f"p50 {row['p50_ms']:6} p95 {row['p95_ms']:6} found {row['found_percent']:5} %"
            for row in (database["queries"][kind], memory["queries"][kind])
        ]
        print(f"{kind:24} {cells[0]}   {cells[1]}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
