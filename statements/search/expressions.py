"""The query language as PostgreSQL's own: typed text reaches the database as parameters only."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Expression, F, Func, Value

from statements.search.query import And, Near, Not, Or, Phrase, Prefix, Query, Term, Word, pairs_of

VECTOR = F("search_entry__vector")
_FUNCTIONS = {
    Word: "record_word_query",
    Prefix: "record_prefix_query",
    Phrase: "record_phrase_query",
}


def tsquery(query: Query) -> Func:
    """Return `query` as an SQL expression of type tsquery."""
    if isinstance(query, And | Or):
        return _joined(" && " if isinstance(query, And) else " || ", map(tsquery, query.terms))
    if isinstance(query, Not):
        return Func(
            tsquery(query.term), template="(!! %(expressions)s)", output_field=SearchQueryField()
        )
    if isinstance(query, Near):
        return _joined(
            " || ",
            [_near(one, other, query.distance) for one, other in pairs_of(query)],
        )
    return Func(
        Value(query.text), function=_FUNCTIONS[type(query)], output_field=SearchQueryField()
    )


def tsqueries(queries: Iterable[Query]) -> Func:
    """Return `queries` as an SQL expression of type tsquery[]."""
    return Func(
        *map(tsquery, queries),
        template="ARRAY[%(expressions)s]::tsquery[]",
        output_field=ArrayField(SearchQueryField()),
    )


def _joined(operator: str, queries: Iterable[Func]) -> Func:
    # One flat expression, however many words were typed: nested ones would recurse.
    return Func(
        *queries,
        template="(%(expressions)s)",
        arg_joiner=operator,
        output_field=SearchQueryField(),
    )


def _near(one: Term, other: Term, distance: int) -> Func:
    return Func(
        tsquery(one),
        tsquery(other),
        Value(distance),
        function="record_near_query",
        output_field=SearchQueryField(),
    )


def matches(query: Query) -> Func:
    """Return the condition that a statement's search entry answers `query`."""
    return matches_tsquery(tsquery(query))


def matches_tsquery(query: Expression) -> Func:
    """Return the same condition for an SQL expression of type tsquery."""
    return Func(
        VECTOR,
        query,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )
