"""Where a result answers the query: text in, segments out; nothing is ever marked as safe."""

import re
from dataclasses import dataclass

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from statements.search.query import Phrase, Prefix, Word, parse, sought

# A word as a reader sees it: vowel signs and joiners belong to it, and so does an apostrophe.
_JOINERS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d'’.-"
_WORD = re.compile(rf"\w+(?:[{_JOINERS}]+\w+)*[\u0300-\u036f\u064b-\u065f\u0670]*")

# The same functions decide here as in the search itself.
_SQL = """
SELECT word, record_fold(word), EXISTS (
    SELECT 1 FROM unnest(%s::text[], %s::text[]) AS term (kind, sought)
    WHERE to_tsvector('pg_catalog.simple', record_fold(word)) ||
        to_tsvector('pg_catalog.english', record_fold(word)) ||
        to_tsvector('pg_catalog.french', record_fold(word)) ||
        to_tsvector('pg_catalog.german', record_fold(word)) ||
        to_tsvector('pg_catalog.spanish', record_fold(word)) ||
        to_tsvector('pg_catalog.arabic', record_fold(word)) ||
        to_tsvector('pg_catalog.russian', record_fold(word)) @@
    CASE kind WHEN 'prefix' THEN record_prefix_query(sought) ELSE record_word_query(sought) END
)
FROM unnest(%s::text[]) AS word
"""


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    is_match: bool


def highlight(texts: list[str], query: str) -> list[list[Segment]]:
    """Return each text cut into segments, those that answer `query` marked; one database query.

    The segments of a text, joined, are the text. Words of a phrase are marked only where they
    stand together.
    """
    terms = sought(parse(query))
    if not terms:
        return [[Segment(text, is_match=False)] for text in texts]
    phrases = [_WORD.findall(term.text) for term in terms if isinstance(term, Phrase)]
    words = {word for text in texts for word in _WORD.findall(text)}
    words |= {word for phrase in phrases for word in phrase}
    folded, matching = _look_up(words, [term for term in terms if not isinstance(term, Phrase)])
    folded_phrases = [[folded[word] for word in phrase] for phrase in phrases if phrase]
    return [_segments(text, folded, matching, folded_phrases) for text in texts]


def highlight_html(segments: list[Segment]) -> SafeString:
    """Return segments as HTML, matches in `<mark>`, everything else escaped."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", segment.text) if segment.is_match else segment.text,)
            for segment in segments
        ),
    )


def _look_up(words: set[str], terms: list[Word | Prefix]) -> tuple[dict[str, str], set[str]]:
    """Return the folded form of each word, and which of them answer one of the terms."""
    kinds = ["prefix" if isinstance(term, Prefix) else "word" for term in terms]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [kinds, [term.text for term in terms], sorted(words)])
        rows = cursor.fetchall()
    return {word: folded for word, folded, _ in rows}, {word for word, _, found in rows if found}


def _segments(
    text: str, folded: dict[str, str], matching: set[str], phrases: list[list[str]]
) -> list[Segment]:
    words = list(_WORD.finditer(text))
    forms = [folded[word.group()] for word in words]
    spans = [word.span() for word in words if word.group() in matching]
    for phrase in phrases:
        spans += [
            (words[place].start(), words[place + len(phrase) - 1].end())
            for place in range(len(words) - len(phrase) + 1)
            if forms[place : place + len(phrase)] == phrase
        ]
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
