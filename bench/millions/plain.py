"""The same rows by one plain SELECT over the search entries, its plan left to PostgreSQL."""

from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from millions.questions import Asked
from millions.timing import timed
from statements.search.attributes import Kind

# At ten million statements some plans take half a minute.
PATIENCE_MS = 6_000
ATTRIBUTES = {
    "speaker": (Kind.SPEAKER, "people_person"),
    "topic": (Kind.TOPIC, "statements_topic"),
    "outlet": (Kind.OUTLET, "sources_outlet"),
}


def plain_select(asked: Asked) -> tuple[str, list[Any]] | None:
    """Return the SELECT of the page's keys; None for relevance, which has no plain one."""
    wanted = asked.parameters
    if wanted.get("sort") == "relevance":
        return None
    conditions = ["is_published"]
    params: list[Any] = []
    if asked.words:
        conditions.append("vector @@ %s::tsquery")
        params.append(_tsquery(asked.words))
    for name, (kind, table) in ATTRIBUTES.items():
        if name in wanted:
            conditions.append(
                f"attributes @> ARRAY[(SELECT id::int * 16 + {kind.value} FROM {table}"
                " WHERE slug = %s)]"
            )
            params.append(wanted[name])
    if "said_from" in wanted:
        conditions.append("day >= %s AND earliest <= %s")
        params += [f"{wanted['said_from']}-01-01", f"{wanted['said_to']}-12-31"]
    if "after" in wanted:
        day, _, key = wanted["after"].partition("_")
        conditions.append("(day, statement_id) < (%s, %s)")
        params += [day, int(key)]
    order = "" if wanted.get("sort") == "oldest" else " DESC"
    return (
        f"SELECT statement_id FROM statements_searchentry WHERE {' AND '.join(conditions)}"
        f" ORDER BY day{order}, statement_id{order} LIMIT 25"
    ), params


def _tsquery(text: str) -> str:
    from statements.models import Statement
    from statements.search.expressions import tsquery
    from statements.search.query import parse

    nothing = Statement.objects.none().query
    query = parse(text)
    if query is None:
        raise ValueError(f"{text!r} asks for nothing.")
    compiled, params = nothing.get_compiler(connection=connection).compile(
        tsquery(query).resolve_expression(nothing)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({compiled})::text", params)
        return cursor.fetchone()[0]


def plainly(asked: Asked) -> tuple[float, list[int]] | None:
    """Return milliseconds and keys of the page's rows; None where there is no plain SELECT, or
    none that ends within the time one has for it.
    """
    select = plain_select(asked)
    if select is None:
        return None
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE_MS}")
            took, _ = timed(lambda: cursor.execute(*select))
            return took, [key for (key,) in cursor.fetchall()]
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        return None
