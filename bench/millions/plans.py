"""How PostgreSQL goes about each class: the plans of what the search functions ask, as text.

The functions put their queries together and run them inside; here the same queries are explained:
the rows of the newest stretch by index, and the sample that facets are counted in.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, QueryDict

from millions.questions import Asked

_SAMPLE = 256
_QUERIES = {
    "rows, where the newest few hundred do not fill the page": (
        "SELECT statement_id FROM statements_searchentry WHERE {condition} "
        "AND attributes && '{cover}'::int[] "
        "ORDER BY day DESC, statement_id DESC LIMIT 26"
    ),
    "facets, from a sample": (
        "SELECT token, count(*) FROM (SELECT unnest(attributes[:facet_count]) AS token "
        "FROM statements_searchsample WHERE {condition} AND attributes && "
        f"'{{{{{_SAMPLE * 16 + 14}}}}}'::int[]) AS tokens GROUP BY token"
    ),
}

_RANKED = (
    "WITH newest AS MATERIALIZED (SELECT statement_id, day, vector FROM statements_searchentry "
    "WHERE {condition} AND attributes && '{cover}'::int[] "
    "ORDER BY day DESC, statement_id DESC LIMIT 1000) "
    "SELECT statement_id FROM newest "
    "ORDER BY ts_rank(vector, {words}) DESC, day DESC, statement_id DESC LIMIT 26"
)


def condition_of(asked: Asked) -> str:
    """Return the SQL condition that the page's question becomes."""
    from statements.filters import StatementFilter
    from statements.models import Statement
    from statements.search.finding import condition_sql

    filterset = StatementFilter(
        QueryDict(urlencode(asked.parameters)),
        queryset=Statement.objects.none(),
        request=HttpRequest(),
    )
    if not filterset.is_valid():
        raise SystemExit(f"{asked.parameters}: {filterset.errors}")
    sql, params = condition_sql(filterset.question())
    return str(_rows(f"SELECT {sql}", params)[0])


def _words_of(asked: Asked) -> str:
    """Return the SQL of the one word that a page ranks by."""
    (word,) = _rows("SELECT quote_literal(record_word_query(%s)) || '::tsquery'", [asked.words])
    return str(word)


def _rows(sql: str, params: Sequence[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [value for (value,) in cursor.fetchall()]


def write(path: Path, questions: dict[str, list[Asked]]) -> None:
    """Write the plans of the first question of each class."""
    parts = []
    (cover,) = _rows(
        "SELECT record_cover(max(day) - 1024, max(day))::text FROM statements_searchentry"
    )
    with connection.cursor() as cursor:
        # As the functions themselves set it.
        cursor.execute("SET enable_seqscan = off; SET enable_indexscan = off")
    for name, asked in questions.items():
        condition = condition_of(asked[0])
        parts.append(f"# {name}\n\n{condition}\n")
        queries = _QUERIES
        if asked[0].parameters.get("sort") == "relevance":
            ranked = _RANKED.replace("{words}", _words_of(asked[0]))
            queries = queries | {"the newest thousand, ranked where they are found": ranked}
        for title, query in queries.items():
            plan = _rows(
                "EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF, SUMMARY OFF) "
                + query.format(condition=condition, cover=cover)
            )
            parts.append(f"## {title}\n\n" + "\n".join(plan) + "\n")
    with connection.cursor() as cursor:
        cursor.execute("RESET enable_seqscan; RESET enable_indexscan")
    path.write_text("\n".join(parts), encoding="utf-8")
