"""Loads by several writers at once, while a process of its own makes up the rows."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from multiprocessing.queues import Queue
from time import perf_counter

from millions import record

# Batches that are made before a writer asks for them.
AHEAD = 3


def load_together(maker: record.Maker, count: int, *, writers: int) -> Iterator[tuple[int, float]]:
    """Load `count` further statements; yield every now and then how many more, and the seconds.

    As many batches are written at a time as there are `writers`, none of which waits for another.
    The maker itself stays where it is. Raises SystemExit if not all rows could be made.
    """
    forking = multiprocessing.get_context("fork")
    made: Queue[list[record.Table] | None] = forking.Queue(AHEAD)
    process = forking.Process(target=_make, args=(maker, count, made), daemon=True)
    process.start()
    with ThreadPoolExecutor(writers) as pool:
        running: set[Future[int]] = set()
        began = perf_counter()
        for tables in iter(made.get, None):
            running.add(pool.submit(record.write, tables))
            if len(running) == writers:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield sum(one.result() for one in finished), perf_counter() - began
                began = perf_counter()
        yield sum(one.result() for one in running), perf_counter() - began
    process.join()
    if process.exitcode:
        raise SystemExit("Not all rows could be made: what is wrong stands above.")
    record.let_keys_go_on(record.COLUMNS)


def _make(maker: record.Maker, count: int, made: "Queue[list[record.Table] | None]") -> None:
    try:
        for done in range(0, count, record.BATCH):
            made.put(maker.batch(min(record.BATCH, count - done)))
    finally:
        made.put(None)
