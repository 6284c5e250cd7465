"""Where a result answers the query: text in, segments out; nothing is ever marked as safe."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from markupsafe import Markup

from statements.search.places import Place, Span, find
from statements.search.query import (
    Near,
    Phrase,
    Prefix,
    Query,
    Term,
    Word,
    parse,
    sought,
    terms_of,
)

# What the database reads as one word, or as several that are marked together: numbers with what
# groups them, abbreviations with their points, and letters with the signs and joiners in them.
_SIGNS = "\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060"
_WORD = re.compile(
    rf"""
    \d+ (?:[.,٬٫\u00a0\u202f\u2009]\d+)*
    | [^\W\d_] (?:\.[^\W\d_](?![^\W_]))+
    | [^\W_]+ (?:[{_SIGNS}]+ [^\W_]*)*
    """,
    re.VERBOSE,
)

# The same functions decide here as in the search itself. A term of several words has several
# places, and so may a word of the text ("½").
_SQL = """
SELECT 'text', number::int, place, array_agg(form) FROM (
    SELECT number, unnest(word.positions) AS place, word.lexeme AS form
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS text (language, word, number),
        unnest(record_words_vector(text.language, text.word)) AS word
) AS words GROUP BY number, place
UNION ALL
SELECT 'word', number::int, place, array_agg(form)
FROM unnest(%s::text[]) WITH ORDINALITY AS term (typed, number), record_word_forms(typed)
GROUP BY number, place
UNION ALL
SELECT 'plain', number::int, place, array_agg(word.lexeme)
FROM unnest(%s::text[]) WITH ORDINALITY AS term (typed, number),
    unnest(to_tsvector('pg_catalog.simple', record_fold(typed))) AS word,
    unnest(word.positions) AS place
GROUP BY number, place
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    is_match: bool


def highlight(texts: Sequence[tuple[str, str]], query: str) -> list[list[Segment]]:
    """Return each text cut into segments, those that answer `query` marked; one database
    query at most.

    `texts` are pairs of a text and its language. The segments of a text, joined, are the text.
    Words are marked in the grammatical forms of the text's language, those of a phrase only where
    they stand together, and those of NEAR only where they are near.
    """
    asked = parse(query)
    wanted = sought(asked)
    if asked is None or not wanted:
        return [[Segment(text, is_match=False)] for text, _ in texts]
    # Where nothing depends on how far words are from one another, the others need no places.
    stand_alone = all(_stands_alone(term) for term in wanted)
    beginnings = _beginnings_of(asked)
    letters = {one[0] for one in beginnings} if stand_alone else set[str]()
    words = [list(_begun_with(letters, text)) for text, _ in texts]
    may_be_sought = _may_be_sought(beginnings)
    candidates = [[word for word in found if may_be_sought(word[0])] for found in words]
    forms = _forms(
        {
            (language, word[0])
            for (_, language), found in zip(texts, candidates, strict=True)
            for word in found
        },
        asked,
    )
    if stand_alone:
        words = candidates
    marked = []
    for (text, language), found in zip(texts, words, strict=True):
        places = [
            Place(word.span(), place) for word in found for place in forms.of(language, word[0])
        ]
        spans = {span for term in wanted for span in find(term, places, forms.typed)}
        marked.append(_segments(text, spans))
    return marked


def highlight_html(segments: Iterable[Segment]) -> Markup:
    """Return segments as HTML, matches in `<mark>`, everything else escaped."""
    return _TEXT.join(
        _MARK + segment.text + _END if segment.is_match else segment.text for segment in segments
    )


# What is added to these, or joined by them, is escaped.
_TEXT, _MARK, _END = Markup(), Markup("<mark>"), Markup("</mark>")


@dataclass(frozen=True, slots=True)
class _Forms:
    """What words of texts are, and as what typed terms are found, place by place."""

    written: dict[tuple[str, str], list[frozenset[str]]]
    typed: dict[Word | Prefix | Phrase, list[frozenset[str]]]

    def of(self, language: str, word: str) -> list[frozenset[str]]:
        return self.written.get((language, word), _NOT_SOUGHT)


# A word at one place that is none of those sought.
_NOT_SOUGHT = [frozenset[str]()]


def _stands_alone(term: Term | Near) -> bool:
    """Return whether a term is found word by word."""
    return isinstance(term, Word | Prefix) and term.text.isascii() and term.text.isalnum()


def _beginnings_of(asked: Query) -> set[str]:
    """Return with what each word of a text begins that may be one of those sought; nothing where
    any may be.

    A stem begins as its word does. Where nothing but English letters is typed, a word of such
    letters that begins otherwise is none of them, and the database need not be asked.
    """
    typed = " ".join(term.text for term in terms_of(asked))
    if not typed.isascii():
        return set()
    return {_beginning(word) for word in re.findall(r"[a-z0-9]+", typed.lower())}


def _may_be_sought(beginnings: set[str]) -> Callable[[str], bool]:
    """Return what tells whether a word of a text begins so, as far as its letters tell."""
    letters = {one[0] for one in beginnings}

    def may_be(word: str) -> bool:
        if not beginnings or not (word.isascii() and word.isalpha()):
            return True
        one = _beginning(word.lower())
        return one in letters if len(one) == 1 else one in beginnings or one[0] in beginnings

    return may_be


# Where a letter or digit that stands after another sign may be within a word, or one after a digit
# begin it. All begin with one of a few signs, by which they are found in a quarter of the time.
_UNSURE = re.compile(
    r"[0-9.](?:(?<=[0-9])(?:[A-Za-z]|[.,][0-9])"
    r"|(?<=[A-Za-z]\.)(?<![A-Za-z0-9][A-Za-z]\.)[A-Za-z])"
)


def _begun_with(letters: set[str], text: str) -> Iterator[re.Match[str]]:
    """Return the words of a text that begin with one of these; all where there are none of these,
    or where words begin is not plain."""
    if not letters or not text.isascii() or _UNSURE.search(text):
        return _WORD.finditer(text)
    return _words_with("".join(sorted(letters))).finditer(text)


@lru_cache(maxsize=256)
def _words_with(letters: str) -> re.Pattern[str]:
    """Return what finds words that begin with one of these. Of nine words in ten nothing need be
    known: that a letter is one of these is asked first, and then whether it begins a word."""
    return re.compile(f"[{letters}{letters.upper()}](?<![A-Za-z0-9].)[A-Za-z0-9]*")


def _beginning(word: str) -> str:
    """Return as much of a word as each of its stems begins with: two letters, of short words one.

    The second may be "y" in one form and "i" in another ("dying", "die"), and "ae" may stand for
    an umlaut.
    """
    is_one = len(word) < 3 or word[:2] in ("ae", "oe", "ue")
    return word[0] if is_one else word[0] + word[1].replace("y", "i")


# What the database said words are: most words of a page were on the last one too. It never says
# otherwise within the life of a process, as its functions change with a migration alone.
_known: dict[tuple[str, str], list[frozenset[str]]] = {}
MOST_KNOWN = 50_000


def forget() -> None:
    """Ask the database anew for what every word is."""
    _known.clear()


# In the place of a language: terms as they are sought, in all forms or as typed.
_SOUGHT, _PLAIN = "sought", "plain"


def _forms(words: set[tuple[str, str]], asked: Query) -> _Forms:
    terms = {
        term: (_SOUGHT if isinstance(term, Word) else _PLAIN, term.text) for term in terms_of(asked)
    }
    if len(_known) > MOST_KNOWN:
        _known.clear()
    keys = words | set(terms.values())
    told = {key: _known[key] for key in keys if key in _known}
    if unknown := keys - told.keys():
        told |= _ask(unknown)
        _known.update(told)
    return _Forms(told, {term: told[key] for term, key in terms.items()})


def _ask(keys: set[tuple[str, str]]) -> dict[tuple[str, str], list[frozenset[str]]]:
    """Return the forms of each, place by place; one database query."""
    listed = sorted(keys)
    kinds: dict[str, list[tuple[str, str]]] = {"text": [], "word": [], "plain": []}
    for key in listed:
        kinds[{_SOUGHT: "word", _PLAIN: "plain"}.get(key[0], "text")].append(key)
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            [
                [language for language, _ in kinds["text"]],
                *([text for _, text in several] for several in kinds.values()),
            ],
        )
        rows = cursor.fetchall()
    found: dict[tuple[str, str], list[frozenset[str]]] = {key: [] for key in listed}
    for kind, number, _, alternatives in rows:
        found[kinds[kind][number - 1]].append(frozenset(alternatives))
    return found


def _segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    segments, position = [], 0
    for start, end in sorted(spans):
        if start > position:
            segments.append(Segment(text[position:start], is_match=False))
        if end > position:
            segments.append(Segment(text[max(start, position) : end], is_match=True))
        position = max(position, end)
    if position < len(text) or not segments:
        segments.append(Segment(text[position:], is_match=False))
    return segments
