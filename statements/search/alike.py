"""Statements that share a text's rarest words: the candidates for being the same one."""

from functools import lru_cache
from itertools import combinations
from time import monotonic

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import Func, Value
from django.db.models.functions import Cast

from statements.models import Statement
from statements.search.expressions import matches_tsquery

# Of its rarest words a candidate has all but one, and more than four are not asked for: two texts
# of which four letters in five agree have them, whichever words differ.
RAREST, SHARED = 8, 4
# Fewer words, or none that less than one statement in fifty has, are said by many people: then
# only the same speaker's are candidates.
FEW_WORDS, COMMON = 4, 0.02
# How often a word occurs is asked for anew after so many seconds; rarer ones are rare.
KNOWN_FOR, RARE = 600, 0.001
# A text this long has words enough.
CHARACTERS = 10_000


def find_alike(text: str, *, speaker: int | None, attribution: str, limit: int) -> list[int]:
    """Return the keys of at most `limit` statements that share the rarest words of `text`.

    `speaker` is the token of who said it, None where the source names nobody: then it is looked
    for by the attribution.
    """
    words = _rarest(text)
    if not words:
        return []
    query = Cast(Value(_query(words)), SearchQueryField())
    rows = Statement.objects.filter(matches_tsquery(query))
    frequency = _frequencies(int(monotonic() // KNOWN_FOR))
    if len(words) < FEW_WORDS or frequency.get(words[0], 0.0) > COMMON:
        if speaker is not None:
            rows = rows.filter(search_entry__attributes__contains=[speaker])
        else:
            printed = Func(
                Value(attribution), function="record_phrase_query", output_field=SearchQueryField()
            )
            rows = rows.filter(matches_tsquery(printed))
    return list(rows.order_by().values_list("pk", flat=True)[:limit])


def _query(words: list[str]) -> str:
    """Return a tsquery for what has all of the words but one, or SHARED of them."""
    quoted = ["'{}'".format(word.replace("\\", "\\\\").replace("'", "''")) for word in words]
    shared = max(1, min(len(words) - 1, SHARED))
    return " | ".join(f"({' & '.join(some)})" for some in combinations(quoted, shared))


def _rarest(text: str) -> list[str]:
    """Return the words of a text as the index has them, the rarest first, at most RAREST."""
    frequency = _frequencies(int(monotonic() // KNOWN_FOR))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme FROM unnest(to_tsvector('pg_catalog.simple', record_fold(%s)))",
            [text[:CHARACTERS]],
        )
        words = [word for (word,) in cursor.fetchall()]
    # Of words that are equally rare the longest say most.
    return sorted(words, key=lambda word: (frequency.get(word, 0.0), -len(word), word))[:RAREST]


@lru_cache(maxsize=1)
def _frequencies(_period: int) -> dict[str, float]:
    """Return in which share of the statements each word occurs, as the planner knows it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word, frequency
            FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)
                AS common (word, frequency)
            WHERE schemaname = current_schema() AND tablename = 'statements_searchentry'
                AND attname = 'vector' AND frequency > %s AND word IS NOT NULL
            """,
            [RARE],
        )
        return dict(cursor.fetchall())
