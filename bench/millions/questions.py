"""What the record is asked: classes of questions, each with words chosen by how often they stand.

The words come from the record itself, so that a class means the same in generated and given
sentences.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from django.db import connection

SAMPLE = 50_000
WORD = re.compile(r"[^\W\d_]{3,}")
FADED_SINCE = 2015


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of the page, and the words as SQLite's FTS5 takes them."""

    parameters: dict[str, str]
    fts: str = ""

    @property
    def words(self) -> str:
        return self.parameters.get("q", "")


@dataclass(slots=True)
class Words:
    """How often words stand in a sample of the record: by statement, by pair, by neighbours."""

    statements: int = 0
    of_late: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    neighbours: Counter[str] = field(default_factory=Counter)
    texts: list[set[str]] = field(default_factory=list)

    def between(self, least: float, most: float) -> list[str]:
        """Return the words that stand in this share of statements."""
        low, high = least * self.statements, most * self.statements
        return [word for word, count in self.counts.items() if low <= count <= high]


def read_words() -> Words:
    found = Words()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text, said_on_latest FROM statements_statement"
            " WHERE language = 'en' AND id %% greatest((SELECT max(id) FROM statements_statement)"
            " / %s, 1) = 0",
            [SAMPLE],
        )
        for text, day in cursor.fetchall():
            words = [word.lower() for word in WORD.findall(text)]
            found.statements += 1
            found.texts.append(set(words))
            found.counts.update(set(words))
            found.neighbours.update(map(" ".join, pairwise(words)))
            if day and day.year >= FADED_SINCE:
                found.of_late.update(set(words))
    return found


def _hardly_meet(words: Words) -> list[Asked]:
    some = sorted(words.between(0.004, 0.06), key=words.counts.__getitem__, reverse=True)[:150]
    met = Counter(
        pair for text in words.texts for pair in combinations(sorted(text & set(some)), 2)
    )
    pairs = sorted(combinations(sorted(some), 2), key=lambda pair: (met[pair], pair))
    return [_all_of(*pair) for pair in pairs[:400]]


def _phrases(words: Words) -> list[Asked]:
    common = set(words.between(0.02, 1))
    pairs = [
        pair
        for pair, count in words.neighbours.items()
        if count >= 0.0002 * words.statements and set(pair.split()) <= common
    ]
    return [Asked({"q": f'"{pair}"'}, f'"{pair}"') for pair in pairs]


def _faded(words: Words) -> list[Asked]:
    return [_all_of(word) for word in words.between(0.0003, 0.02) if not words.of_late[word]]


def _all_of(*words: str, **parameters: str) -> Asked:
    return Asked({"q": " ".join(words), **parameters}, " ".join(f'"{word}"' for word in words))


def make_questions(words: Words, source: random.Random, several: int) -> dict[str, list[Asked]]:
    """Return `several` questions of each class, by its name; fewer where there are no more."""
    common, rarer = words.between(0.1, 0.3), words.between(0.002, 0.02)
    speakers = [f"person-{rank}" for rank in range(5, 45)]
    topics = [f"topic-{rank}" for rank in range(5, 45)]
    outlets = [f"outlet-{rank}" for rank in range(2, 12)]
    years = [str(year) for year in range(2006, 2025)]

    def draw(candidates: list[str]) -> str:
        return source.choice(sorted(candidates))

    makers: dict[str, Callable[[], Asked]] = {
        "everything": lambda: Asked({"sort": draw(["newest", "oldest"])}),
        "common word": lambda: _all_of(draw(common)),
        "word and speaker": lambda: _all_of(draw(rarer), speaker=draw(speakers)),
        "filters alone": lambda: Asked({"topic": draw(topics), "outlet": draw(outlets)}),
        "word in a year": lambda: _in_year(draw(rarer), draw(years)),
        "common word, oldest": lambda: _all_of(draw(common), sort="oldest"),
        "common word, relevance": lambda: _all_of(draw(common), sort="relevance"),
        "deep page": lambda: _all_of(draw(common), after=f"{draw(years)}-06-15_1"),
        "beginning of a word": lambda: _beginning(draw(rarer)),
        "either of two": lambda: _either(draw(rarer), draw(rarer)),
    }
    lists = {
        "rare word": [_all_of(word) for word in words.between(0, 1.5 / max(words.statements, 1))],
        "1 word in 1,000": [_all_of(word) for word in words.between(0.0008, 0.0012)],
        "common words that hardly meet": _hardly_meet(words),
        "phrase of common words": _phrases(words),
        "faded word": _faded(words),
    }
    chosen = {
        name: source.sample(sorted(found, key=lambda one: one.words), min(several, len(found)))
        for name, found in lists.items()
    }
    return chosen | {name: [make() for _ in range(several)] for name, make in makers.items()}


def _beginning(word: str) -> Asked:
    return Asked({"q": f"{word[:5]}*"}, f"{word[:5]}*")


def _in_year(word: str, year: str) -> Asked:
    return _all_of(word, said_from=year, said_to=year)


def _either(one: str, other: str) -> Asked:
    return Asked({"q": f"{one} OR {other}"}, f'"{one}" OR "{other}"')
