"""Pages and counts of statements, asked of the index of words and attributes alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Expression,
    F,
    Func,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from statements.models import Statement
from statements.search.attributes import Kind
from statements.search.expressions import relevance, tsquery
from statements.search.query import Phrase, needed, parse

# The day of what has none in the order of lists.
NO_DAY = date(1, 1, 1)
# Ranking reads every vector it ranks: more than these would take seconds for a common word.
MAX_RANKED = 1_000
# Values offered of each facet; what is rarer is found by typing.
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What a list is asked for: words, for each filter by name the tokens of which one will do,
    and days.

    Unpublished statements answer curators alone.
    """

    text: str = ""
    filters: tuple[tuple[str, tuple[int, ...]], ...] = ()
    said_from: date | None = None
    said_to: date | None = None
    only_published: bool = True

    @property
    def is_answerable(self) -> bool:
        """Whether there is anything to look for: words without a letter or digit find nothing."""
        return not self.text.strip() or parse(self.text) is not None

    def without(self, name: str) -> "Question":
        kept = tuple(one for one in self.filters if one[0] != name)
        return replace(self, filters=kept)


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers have one value of a facet; about so many where `is_about`."""

    kind: Kind
    value: int
    slug: str
    label: str
    number: int
    is_about: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers there are, about so many where `is_about`, and how many of each value."""

    total: int
    is_about: bool
    values: list[Count]


class _AnyOf(Func):
    """One of the keys in an array that is computed once."""

    template = "(%(expressions)s)::bigint[]))"
    arg_joiner = " = ANY((SELECT "
    output_field = BooleanField()


def _condition(question: Question) -> Func:
    query = parse(question.text)
    words: Expression = tsquery(query) if query else Value(None, output_field=SearchQueryField())
    groups = [f"{{{','.join(map(str, tokens))}}}" for _, tokens in question.filters]
    phrases = [one.text for one in needed(query) if isinstance(one, Phrase)]
    return Func(
        words,
        Value(phrases, output_field=ArrayField(TextField())),
        Value(groups, output_field=ArrayField(TextField())),
        Value(question.said_from),
        Value(question.said_to),
        Value(question.only_published),
        function="record_condition",
        output_field=TextField(),
    )


def condition_sql(question: Question) -> tuple[str, list[Any]]:
    """Return the SQL of the condition, which is itself a text of SQL, and its parameters."""
    nothing = Statement.objects.none().query
    condition = _condition(question).resolve_expression(nothing)
    sql, params = nothing.get_compiler(connection=connection).compile(condition)
    return sql, list(params)


def find_page(
    question: Question,
    *,
    descending: bool,
    newest_first: bool,
    mark: tuple[date | None, int],
    size: int,
    expected: int | None = None,
) -> QuerySet[Statement]:
    """Return at most `size` statements on one side of `mark`, a day and a key, in list order.

    `descending` reads from the mark towards older days. The mark itself is left out. Where it is
    known about how many answers there are, `expected`, they are found the quicker.
    """
    day, key = mark
    page = Func(
        _condition(question),
        Value(descending),
        Value(day),
        Value(key),
        Value(size),
        Value(expected, output_field=BigIntegerField()),
        function="record_page",
    )
    rows = Statement.objects.published() if question.only_published else Statement.objects.all()
    rows = rows.filter(_AnyOf(F("pk"), page))
    rows = rows.annotate(day=Coalesce("said_on_latest", NO_DAY))
    return rows.order_by("-day", "-pk") if newest_first else rows.order_by("day", "pk")


# The token under which `record_counts` tells how many answers there are.
_TOTAL = -1
# Where the names of a facet's values stand: table, column of the address, column of the name.
_NAMES = {
    Kind.SPEAKER: ("people_person", "slug", "name"),
    Kind.ORGANIZATION: ("people_organization", "slug", "name"),
    Kind.OFFICE: ("people_office", "slug", "title"),
    Kind.OUTLET: ("sources_outlet", "slug", "name"),
    Kind.TOPIC: ("statements_topic", "slug", "name"),
}
_NAMED = " UNION ALL ".join(
    f"SELECT {slug}::text, {name}::text FROM {table} "
    f"WHERE ranked.kind = {kind.value} AND id = ranked.value"
    for kind, (table, slug, name) in _NAMES.items()
)


def find_ranked(question: Question) -> QuerySet[Statement]:
    """Return the newest `MAX_RANKED` answers, best first; newest first among equals.

    The question must hold words.
    """
    query = parse(question.text)
    if query is None:
        raise ValueError("Without words there is nothing to rank by.")
    newest: Any = find_page(
        question, descending=True, newest_first=True, mark=(None, 0), size=MAX_RANKED
    )
    ranked = newest.annotate(relevance=relevance(query))
    return ranked.order_by("-relevance", "-day", "-pk")


def count_by(
    question: Question,
    kinds: dict[str, Kind],
    *,
    offered: int = OFFERED,
    among: Sequence[int] = (),
) -> Counts:
    """Return the number of answers and, of each filter's kind, the `offered` commonest values.

    One query. Years and months are all told. A filter in force does not narrow its own values:
    they show what else there is. Of `among`, if given, only these values are told.
    """
    asked = {one for one, _ in question.filters}
    free = [kind.value for name, kind in kinds.items() if name not in asked]
    passes = [(question, free, _TOTAL)]
    passes += [(question.without(name), [kinds[name].value], 0) for name in kinds if name in asked]
    counted, params = [], []
    for narrowed, values, least in passes:
        sql, condition_params = condition_sql(narrowed)
        counted.append(
            "SELECT rung, token, counted "
            f"FROM record_counts({sql}, %s::int[], {least == _TOTAL}) WHERE token >= {least}"
        )
        params += [*condition_params, values]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH counts AS ({" UNION ALL ".join(counted)}), ranked AS (
                SELECT rung, token %% 16 AS kind, token / 16 AS value, counted, row_number() OVER (
                    PARTITION BY token %% 16 ORDER BY counted DESC, token
                ) AS place FROM counts
                WHERE token = {_TOTAL} OR %s = '{{}}' OR token / 16 = ANY (%s)
            )
            SELECT ranked.kind, ranked.value, coalesce(slug, ''), coalesce(name, ''),
                counted * rung, rung > 1
            FROM ranked LEFT JOIN LATERAL ({_NAMED}) AS named (slug, name) ON true
            WHERE place <= %s OR ranked.kind IN ({Kind.YEAR.value}, {Kind.MONTH.value})
            ORDER BY ranked.kind, place
            """,
            [*params, list(among), list(among), offered],
        )
        # Of no kind, the total comes first.
        (*_, total, is_about), *rows = cursor.fetchall()
    return Counts(total, is_about, [Count(Kind(kind), *rest) for kind, *rest in rows])


def count_days(question: Question) -> dict[date, int]:
    """Return how many answers were last said on each day; for questions of few answers."""
    sql, params = condition_sql(question)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT day, counted FROM record_days({sql})", params)
        return dict(cursor.fetchall())
