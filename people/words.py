"""Rows found by the words of a title or name: accents aside, in any order, the last unfinished.

Each text has an index of its words in the database (`record_words`). Where a text is a name, the
index holds the beginning of each word with one letter left out as well, so that a word with one
slip, unfinished perhaps, shares a form with the word that was meant. People and organizations have
more than one form of their name, and are looked up by sound: `lookup`.

What is changed here needs a migration that makes the function and the indexes anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from people.name_keys import LEAST, folded_sql
from people.names import fold, token_likeness

# So much of a word is compared for slips, in letters: what follows is an ending, or not yet typed.
BEGINNING = 7
# Words that are looked up; more are a sentence.
MOST_WORDS = 8
# Rows that are compared word by word: the newest of those that answer.
MOST_CANDIDATES = 300
# How like a word must be to count as the one that was typed, 0 to 100.
LIKE = 70.0
# What the shorter of two texts that have the words has more, at most.
SHORTER = 0.1

_APOSTROPHES = "’‘'`ʼ"
_APART = f"translate($1, $a${_APOSTROPHES}$a$, '{' ' * len(_APOSTROPHES)}')"

# "l’Écho" is looked for as "echo", too.
_WORDS = (
    f"array_remove(string_to_array({folded_sql('$1')}, ' ')"
    f" || string_to_array({folded_sql(_APART)}, ' '), '')"
)

FUNCTIONS = f"""
-- Words, and the beginning of each with one letter left out as well.
CREATE OR REPLACE FUNCTION record_slips(words text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $slips$
    SELECT array_to_tsvector(words || ARRAY(
        SELECT '~' || left(word, {BEGINNING}) FROM unnest(words) AS word
            WHERE length(word) >= {LEAST}
        UNION ALL SELECT '~' || overlay(left(word, {BEGINNING}) PLACING '' FROM letter FOR 1)
            FROM unnest(words) AS word,
                generate_series(1, least(length(word), {BEGINNING})) AS letter
            WHERE length(word) >= {LEAST}
    ))
$slips$;
-- One expression, so that it stands where it is called: as a query it would be started for every
-- title. An index is made with no schema in sight but PostgreSQL's own.
CREATE OR REPLACE FUNCTION record_words(text, with_slips boolean) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $words$
    SELECT CASE WHEN with_slips THEN public.record_slips({_WORDS})
        ELSE array_to_tsvector({_WORDS}) END
$words$;

-- The newest rows whose words answer: always through the index of words, whatever the planner
-- thinks of a short limit. Without the sum it would walk the keys, making the words of each row.
CREATE OR REPLACE FUNCTION record_worded(
    source text, written text, key_column text, with_slips boolean, query text, most int
) RETURNS TABLE (key bigint, form text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT %I::bigint, (%s)::text FROM %I WHERE record_words(%s, %L) @@ %L::tsquery '
        'ORDER BY id + 0 DESC LIMIT %s',
        key_column, written, source, written, with_slips, query, most
    );
END $$;
"""
DROP = """
DROP FUNCTION record_worded(text, text, text, boolean, text, int);
DROP FUNCTION record_words(text, boolean);
DROP FUNCTION record_slips(text[]);
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What rows of a table are found by: the SQL of a text, and the column of whose it is."""

    table: str
    written: str
    key: str = "id"
    is_name: bool = True

    @property
    def index(self) -> str:
        """The SQL of the index, for a migration."""
        return (
            f"CREATE INDEX {self._index_name} ON {self.table} "
            f"USING gin (record_words({self.written}, {self.is_name})) WITH (fastupdate = off);"
        )

    @property
    def again(self) -> str:
        """The SQL that makes the index anew, once `record_words` has changed."""
        return f"REINDEX INDEX {self._index_name};"

    @property
    def drop(self) -> str:
        return f"DROP INDEX {self._index_name};"

    @property
    def _index_name(self) -> str:
        return f"{self.table}_words"

    def holding(self, query: str) -> list[tuple[int, str]]:
        """Return keys and texts of the newest rows that answer a tsquery."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key, form FROM record_worded(%s, %s, %s, %s, %s, %s)",
                [self.table, self.written, self.key, self.is_name, query, MOST_CANDIDATES],
            )
            return cursor.fetchall()


def find_by_words(columns: Iterable[Words], typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the rows that have every word typed, likest first, each once.

    One query a column; another where nothing answers, which forgives slips in names.
    """
    columns = tuple(columns)
    words = words_of(typed)
    if not words:
        return []
    found = [row for one in columns for row in one.holding(" & ".join(map(_begins, words)))]
    if not found:
        slips = " & ".join(map(_slipped, words))
        found = [row for one in columns if one.is_name for row in one.holding(slips)]
    best: dict[int, float] = {}
    for key, text in found:
        best[key] = max(best.get(key, 0.0), covered(words, text))
    # What shares a form by chance is like none of the words.
    fitting = [key for key, score in best.items() if score >= len(words) * LIKE / 100 - SHORTER]
    return sorted(fitting, key=lambda key: -best[key])[:limit]


def words_of(typed: str) -> list[str]:
    """Return the folded words of what was typed; [] if there are none, or too many for a name."""
    words = list(dict.fromkeys(fold(typed[:200].replace("\0", " ")).split()))
    return words[:MOST_WORDS]


def covered(words: Iterable[str], text: str) -> float:
    """Return how well a text has the words, about 1 for each; of equals, the shorter has more."""
    apart = text.translate(dict.fromkeys(map(ord, _APOSTROPHES), " "))
    rest = {*fold(text).split(), *fold(apart).split()}
    score = 0.0
    for word in words:
        likest = max((_like(word, one) for one in rest), default=0.0)
        score += likest / 100 if likest >= LIKE else 0.0
    return score - min(len(rest) / 1_000, SHORTER)


def _like(word: str, other: str) -> float:
    if word == other:
        return 100.0
    return 98.0 if other.startswith(word) else min(token_likeness(word, other), 97.0)


def _begins(word: str) -> str:
    return f"'{word}':*"


def _slipped(word: str) -> str:
    """Return the query for a word that may have one letter too many, too few, or another."""
    start = word[:BEGINNING]
    forms = {f"~{start}"}
    forms |= {f"~{start[:place]}{start[place + 1 :]}" for place in range(len(start))}
    return f"({_begins(word)} | {' | '.join(f'{chr(39)}{one}{chr(39)}' for one in sorted(forms))})"
