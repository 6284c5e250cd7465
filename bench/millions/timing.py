"""How long each question takes: by HTTP, alone, in the database, in plain SQL and elsewhere."""

import resource
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, QueryDict

from millions.questions import Asked
from millions.server import get


@dataclass(slots=True)
class Times:
    """Milliseconds of one way of asking one class; `statements` to the database, at most."""

    milliseconds: list[float] = field(default_factory=list)
    statements: int = 0

    def at(self, percent: int) -> float | None:
        """Return the percentile; None where nothing was asked."""
        if not self.milliseconds:
            return None
        ranked = sorted(self.milliseconds)
        return round(ranked[min(len(ranked) * percent // 100, len(ranked) - 1)], 1)

    @property
    def p50(self) -> float | None:
        return round(statistics.median(self.milliseconds), 1) if self.milliseconds else None

    @property
    def p95(self) -> float | None:
        return self.at(95)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    found = work()
    return 1000 * (perf_counter() - began), found


def most_memory() -> int:
    """Return the megabytes that this process has had at most."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def page(port: int, asked: Asked) -> float:
    """Return the milliseconds of our page; raises SystemExit if it is not shown."""
    took, (status, body) = timed(lambda: get(port, f"/statements/?{urlencode(asked.parameters)}"))
    if status != 200:
        raise SystemExit(f"{asked.parameters} is answered with {status}: {body[:500]!r}")
    return took


def other_page(port: int, address: str) -> float:
    took, (status, body) = timed(lambda: get(port, address))
    if status != 200:
        raise SystemExit(f"Datasette answers {address} with {status}: {body[:500]!r}")
    return took


class _Clock:
    """Wraps each statement to the database: how many there were, and how long they took."""

    def __init__(self) -> None:
        self.count, self.milliseconds = 0, 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        took, found = timed(lambda: execute(sql, params, many, context))
        self.count += 1
        self.milliseconds += took
        return found


def listing(asked: Asked) -> tuple[float, float, int, list[int]]:
    """Return milliseconds of the list in this process and of its database, statements, keys."""
    from statements.listing import list_statements

    request = HttpRequest()
    request.method = "GET"
    request.GET = QueryDict(urlencode(asked.parameters))
    clock = _Clock()
    with connection.execute_wrapper(clock):
        took, found = timed(lambda: _read(list_statements(request)))
    return took, clock.milliseconds, clock.count, [row.pk for row in found.statements]


def _read(found: Any) -> Any:
    """Return the list after all that a page shows of it was looked at."""
    _ = found.facets, found.when, found.statements, found.suggestions
    return found
