"""The query language: words, "phrases", -not, OR and prefix*. Whatever is typed can be read."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word, found in all its grammatical forms that a language's stemmer knows."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this form and order, next to each other."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    term: "Word | Prefix | Phrase"


@dataclass(frozen=True, slots=True)
class And:
    terms: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    terms: "tuple[Term | And, ...]"


Term = Word | Prefix | Phrase | Not
Query = Term | And | Or

# Single quotation marks are left out: they are apostrophes far more often.
_QUOTES = '"“”„‟«»‹›＂〝〞'
_TOKEN = re.compile(
    rf"""
    (?P<minus>[-−](?=[^\s]))?
    (?: [{_QUOTES}] (?P<phrase>[^{_QUOTES}]*) (?: [{_QUOTES}] | $ )
      | (?P<word>[^\s{_QUOTES}]+) )
    """,
    re.VERBOSE,
)


def parse(text: str) -> Query | None:
    """Return what `text` asks for; None if it holds no letter and no digit to look for.

    OR binds weaker than the space between words: `a b OR c` is (a and b) or c. An OR without
    a term on both sides asks for nothing, and a quotation mark left open ends with the text.
    """
    alternatives: list[list[Term]] = [[]]
    # A null character can be typed into an address, but PostgreSQL keeps none.
    for token in _TOKEN.finditer(text.replace("\0", " ")):
        if token["word"] == "OR" and not token["minus"]:
            alternatives.append([])
        elif term := _term(token):
            alternatives[-1].append(term)
    branches = [
        terms[0] if len(terms) == 1 else And(tuple(terms)) for terms in alternatives if terms
    ]
    if not branches:
        return None
    return branches[0] if len(branches) == 1 else Or(tuple(branches))


def sought(query: Query | None) -> list[Word | Prefix | Phrase]:
    """Return the terms that a result may hold, in the order typed: all but the negated ones."""
    if query is None or isinstance(query, Not):
        return []
    if isinstance(query, And | Or):
        return [term for part in query.terms for term in sought(part)]
    return [query]


def _term(token: re.Match[str]) -> Term | None:
    phrase, word = token["phrase"], token["word"]
    text = (phrase if word is None else word).strip()
    if not any(character.isalnum() for character in text):
        return None
    term: Word | Prefix | Phrase
    if word is None:
        term = Phrase(text)
    elif text.endswith("*"):
        term = Prefix(text.rstrip("*"))
    else:
        term = Word(text)
    return Not(term) if token["minus"] else term
