"""Makes the record, adds to it, and says how fast that was and how large it is."""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from millions import record
from millions.cast import make_cast
from millions.sentences import given_sentences, shipped_sentences
from millions.timing import Times, timed
from millions.together import load_together
from statements.search.indexing import built_last, enter_at_the_end

SEED = 20171213
TABLES = "'statements_statement', 'statements_searchentry', 'statements_searchsample'"
ADDED, SAVED = 10_000, 50
# Batches written at the same time: a core each.
WRITERS = 2
# The planner is told what the tables hold after so many statements, and whenever they hold so many
# times what it knows of: what was planned for a few rows would go on for many.
FIRST, TELLING = 1_000, 4


def make_maker(count: int, files: list[Path]) -> record.Maker:
    """Return what makes the rows of a record of `count` statements; the same every time."""
    source = random.Random(SEED)  # noqa: S311 - generated words, no secret
    sentence = given_sentences(files, source) if files else shipped_sentences(source)
    return record.Maker(make_cast(count, source), sentence, source)


def load_record(maker: record.Maker, count: int, *, held: int = 0) -> dict[str, float]:
    """Make the record; return seconds and statements a second, everything included.

    All triggers are on and all other indexes there; the index of words is built at the end. A
    record that holds some statements already gets those that are missing.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    record.load_cast(maker.cast)
    maker.go_on()
    record.execute("ANALYZE")
    first = min(FIRST, count - held)
    with built_last():
        took, done = timed(partial(record.write, maker.batch(first)))
        seconds = (took + timed(record.tell_planner)[0]) / 1000
        known = held + done
        for several, took in load_together(maker, count - held - first, writers=WRITERS):
            done, seconds = done + several, seconds + took
            if held + done > TELLING * known:
                known = held + done
                seconds += timed(record.tell_planner)[0] / 1000
            print(f"\r{done:,} statements, {done / seconds:,.0f} a second", end="", flush=True)
        began = perf_counter()
    built = perf_counter() - began
    seconds += built
    print(f"; index of words {built:,.0f} s: {done / seconds:,.0f} a second", end="", flush=True)
    took, _ = timed(lambda: record.execute("VACUUM ANALYZE"))
    print(f"; VACUUM ANALYZE {took / 1000:,.0f} s")
    figures = {"seconds": seconds, "of_index": built, "a_second": done / seconds}
    return {name: round(figure) for name, figure in figures.items()}


def add_to_it(maker: record.Maker) -> dict[str, Any]:
    """Add to the record in bulk and one by one; return how fast that is."""
    maker.go_on()
    batches = [maker.batch(ADDED) for _ in range(1 + WRITERS)]
    alone, _ = timed(partial(record.write, batches.pop()))
    with ThreadPoolExecutor(WRITERS) as pool:
        together, _ = timed(lambda: list(pool.map(record.write, batches)))
    record.let_keys_go_on(record.COLUMNS)
    saved, changed = Times(), Times()
    for _ in range(SAVED):
        tables = {table.name: table for table in maker.batch(1)}
        took, statement = timed(partial(save_one, tables))
        saved.milliseconds.append(took)
        statement.refresh_from_db()
        statement.note = f"Read again, {statement.pk}."
        statement.text += " And so on."
        changed.milliseconds.append(timed(statement.save)[0])
    found = {
        "bulk_a_second": round(1000 * WRITERS * ADDED / together),
        "bulk_by_one_a_second": round(1000 * ADDED / alone),
        "save_p50_ms": saved.p50,
        "save_p95_ms": saved.p95,
        "change_p50_ms": changed.p50,
        "change_p95_ms": changed.p95,
    }
    print("adding: " + ", ".join(f"{name} {figure}" for name, figure in found.items()))
    return found


def save_one(tables: dict[str, record.Table]) -> Any:
    """Save a draft with its topics and appearance as a form does; its document is there."""
    from statements.models import Appearance, Statement, Topic

    (row,) = tables["statements_statement"].rows
    values = dict(zip(record.COLUMNS["statements_statement"].split(), row, strict=True))
    values |= {"status": "draft", "published_at": None}
    del values["id"]
    with transaction.atomic():
        enter_at_the_end()
        statement = Statement.objects.create(**values)
        Appearance.objects.create(
            statement=statement, document_id=1, locator="p. 1", checked_at=timezone.now()
        )
        keys = [str(row[2]) for row in tables["statements_statement_topics"].rows]
        statement.topics.set(Topic.objects.filter(pk__in=keys))
    return statement


def sizes() -> dict[str, float]:
    """Return megabytes of statements with their entries, and of the indexes over both."""
    tables, indexes = record.row(
        "SELECT sum(pg_table_size(oid)), sum(pg_indexes_size(oid)) FROM pg_class"
        f" WHERE relname IN ({TABLES})"
    )
    found = {"table_mb": round(tables / 2**20), "index_mb": round(indexes / 2**20)}
    share = round(100 * indexes / tables)
    print(f"tables {found['table_mb']:,} MB, indexes {found['index_mb']:,} MB: {share} %")
    return {**found, "index_percent": share}
