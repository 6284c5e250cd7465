"""What was meant by a filter's value that is no address: told by links, or put right at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from statements.facets import instead
from statements.fields import RowsField
from statements.filters import StatementFilter
from statements.naming import called, hint


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be meant, and the query string with it in the place of what was typed."""

    label: str
    hint: str
    query: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that a filter does not know, and what it may mean."""

    label: str
    typed: str
    candidates: list[Candidate]


def doubts_about(filterset: StatementFilter, query: QueryDict) -> list[Doubt]:
    """Return the refused values that something published may be meant by."""
    return [
        Doubt(
            str(asked.label),
            typed,
            [
                Candidate(called(row), hint(row), instead(query, name, {typed: row.slug}))
                for row in rows
            ],
        )
        for name, asked in _by_rows(filterset)
        for typed, rows in asked.offers.items()
        if rows
    ]


def settled(filterset: StatementFilter, query: QueryDict) -> str:
    """Return the query string with addresses for names and former addresses; "" if it has none."""
    fields = filterset.form.fields.items()
    named = {name: asked.addresses for name, asked in fields if getattr(asked, "addresses", None)}
    for name, addresses in named.items():
        query = QueryDict(instead(query, name, addresses))
    return query.urlencode() if named else ""


def _by_rows(filterset: StatementFilter) -> Iterator[tuple[str, RowsField]]:
    for name, asked in filterset.form.fields.items():
        if isinstance(asked, RowsField):
            yield name, asked
