"""Pages and counts of statements, asked of the index of words and attributes alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, TextField, Value

from statements.asking import Asked
from statements.models import Statement
from statements.search.attributes import Kind
from statements.search.expressions import tsqueries, tsquery
from statements.search.query import Phrase, parse, parts_of

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


class Count(NamedTuple):
    """How many answers have one value of a facet, as counted in the sample of a rung."""

    kind: Kind
    value: int
    slug: str
    label: str
    number: int
    # One in so many answers was counted: 1 is all of them.
    rung: int

    @property
    def is_about(self) -> bool:
        return self.rung > 1


@dataclass(frozen=True, slots=True)
class Cut:
    """What a page shows of a list: at most `size` answers on one side of `mark`, a day and a key,
    from it outwards.

    `descending` goes from the mark towards older days. The mark itself is left out.
    """

    descending: bool
    size: int
    mark: tuple[date | None, int] = (None, 0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers there are, about so many where `is_about`, and how many of each value, the
    commonest of a kind first.

    `rung` is that of the sample in which they were counted, as in `Count`. How many were last said
    in each year and month (year × 12 + month - 1) is told where it is asked for, and on each day,
    if the answers are so few that all were read and lie within two months. `page` are the keys of
    the page asked for, if they are so few. `condition` is the SQL that the question became.
    """

    total: int
    rung: int
    values: list[Count] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)
    months: dict[int, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    page: list[int] | None = None
    condition: str = ""

    @property
    def is_about(self) -> bool:
        return self.rung > 1


@dataclass(frozen=True, slots=True)
class Keys:
    """SQL of an array of keys of statements, in the order of a list, and its parameters."""

    sql: str
    params: tuple[Any, ...] = ()

    def read(self) -> list[int]:
        """Return the keys themselves, by one query."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.sql}", self.params)
            return list(cursor.fetchone()[0])


def _condition(question: Question) -> Func:
    parts = parts_of(parse(question.text))
    groups = [f"{{{','.join(map(str, tokens))}}}" for _, tokens in question.filters]
    return Func(
        tsqueries([part for part in parts if not isinstance(part, Phrase)]),
        Value(
            [part.text for part in parts if isinstance(part, Phrase)],
            output_field=ArrayField(TextField()),
        ),
        Value(groups, output_field=ArrayField(TextField())),
        Value(question.said_from),
        Value(question.said_to),
        Value(question.only_published),
        function="record_condition",
        output_field=TextField(),
    )


@lru_cache(maxsize=256)
def condition_sql(question: Question) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the condition, which is itself a text of SQL, and its parameters."""
    return _compiled(_condition(question))


def _told_or_put_together(condition: str, question: Question) -> tuple[str, tuple[Any, ...]]:
    return ("%s", (condition,)) if condition else condition_sql(question)


def _compiled(expression: Func) -> tuple[str, tuple[Any, ...]]:
    nothing = Statement.objects.none().query
    sql, params = nothing.get_compiler(connection=connection).compile(
        expression.resolve_expression(nothing)
    )
    return sql, tuple(params)


def find_page(
    question: Question, cut: Cut, *, reach: date | None = None, condition: str = ""
) -> Keys:
    """Return the answers of that page.

    Where the day is known that they reach to, about, they are found the quicker; `condition`, where
    `count_by` told it, need not be put together again.
    """
    sql, params = _told_or_put_together(condition, question)
    return Keys(
        f"record_page({sql}, %s, %s::date, %s, %s, %s::date, %s::date, %s::date)",
        (
            *(*params, cut.descending, *cut.mark, cut.size, reach),
            *(question.said_from, question.said_to),
        ),
    )


def find_ranked(
    question: Question,
    *,
    first: int = 0,
    size: int = MAX_RANKED,
    reach: date | None = None,
    condition: str = "",
) -> Keys:
    """Return `size` of the newest `MAX_RANKED` answers, best first, after the `first` of them.

    Newest first among equals. The question must hold words. `reach` is that of all `MAX_RANKED`;
    `condition` as in `find_page`.
    """
    query = parse(question.text)
    if query is None:
        raise ValueError("Without words there is nothing to rank by.")
    where, where_params = _told_or_put_together(condition, question)
    words, words_params = _compiled(tsquery(query))
    return Keys(
        f"record_ranked({where}, {words}, %s, %s, %s, %s::date, %s::date)",
        (*where_params, *words_params, MAX_RANKED, first, size, reach, question.said_from),
    )


_KINDS = {kind.value: kind for kind in Kind}


# Nothing of a list, only how much there is.
NO_PAGE = Cut(descending=True, size=0)


def count_by(
    question: Question,
    kinds: dict[str, Kind],
    *,
    offered: int = OFFERED,
    among: Sequence[int] = (),
    cut: Cut = NO_PAGE,
) -> Asked[Counts]:
    """Ask for the number of answers and, of each filter's kind, the `offered` commonest values.

    One query. Years and months are all told. A filter in force does not narrow its own values:
    they show what else there is. Of `among`, if given, only these values are told. The page of
    `cut` comes along where that takes nothing more.
    """
    asked = {one for one, _ in question.filters}
    free = [kind.value for name, kind in kinds.items() if name not in asked]
    passes: list[tuple[Question, list[int], Cut | None]] = [(question, free, cut)]
    passes += [
        (question.without(name), [kinds[name].value], None) for name in kinds if name in asked
    ]
    whole, whole_params = condition_sql(question)
    params, counted = list(whole_params), []
    for place, (narrowed, values, wanted) in enumerate(passes):
        whole_again = ("(SELECT condition FROM asked)", ())
        sql, condition_params = whole_again if wanted else condition_sql(narrowed)
        page = wanted or NO_PAGE
        params += [*condition_params, values, page.descending, *page.mark, page.size]
        params += [offered, list(among)]
        counted.append(
            f"SELECT {place} AS place, told.* FROM record_counts("
            f"{sql}, %s::int[], %s, %s::date, %s, %s, %s, %s::int[]) AS told"
        )
    return Asked(
        # What begins with SELECT is let through alone by what notes who changed something.
        f"""
        SELECT * FROM (
            WITH asked AS MATERIALIZED (SELECT {whole} AS condition),
            counts AS MATERIALIZED ({" UNION ALL ".join(counted)})
            SELECT rung, total, tokens, counted, page, (SELECT condition FROM asked),
                (SELECT record_called(ARRAY(SELECT unnest(tokens) FROM counts)))
            FROM counts ORDER BY place
        ) AS told
        """,
        params,
        _counts,
    )


def _counts(rows: list[tuple[Any, ...]]) -> Counts:
    """Return what rows of `record_counts` tell: the first of the whole, others of one kind each."""
    rung, total, _, _, page, condition, called = rows[0]
    found = Counts(total * rung, rung, page=page, condition=condition)
    names = {int(token): (slug, name) for token, slug, name in called}
    for rung, _, tokens, counted, *_ in rows:
        for token, number in zip(tokens, counted, strict=True):
            kind, value = token & 15, token >> 4
            if token < 0:
                found.days[NO_DAY + timedelta(-token >> 4)] = number
            elif kind == Kind.MONTH:
                found.months[value] = number * rung
            elif kind == Kind.YEAR:
                found.years[value] = number * rung
            else:
                slug, name = names.get(token, ("", ""))
                found.values.append(Count(_KINDS[kind], value, slug, name, number * rung, rung))
    found.values.sort(key=lambda one: (one.kind, -one.number, one.value))
    return found
