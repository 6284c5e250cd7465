"""Names in a sentence: runs of capitalised words, without the titles before them."""

import re
from dataclasses import dataclass

from .language import given_names
from .tokens import Sentence, Token

QUOTES = frozenset("\"“”‘’'")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at token positions [start, end) of a sentence, without the titles before it."""

    sentence: int
    start: int
    end: int
    text: str
    title: str

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(re.sub(r"\.$", "", word.lower()) for word in self.text.split())


def join(tokens: list[Token]) -> str:
    """Return the words as printed, possessive ending aside."""
    out = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        gap = before is not None and token.start > before.end
        out += (" " if gap else "") + token.text
    return re.sub(r"['’]s?$", "", out)


def names_in(sentence: Sentence) -> list[Name]:
    """Return the names of a sentence, in order."""
    tokens, found, i = sentence.tokens, [], 0
    while i < len(tokens):
        if not tokens[i].is_name:
            i += 1
            continue
        end = _run_end(tokens, i)
        if (end == i + 1 and _is_date(tokens[i])) or _is_office(tokens, i, end):
            i = end
            continue
        roles = [k for k in range(i, end - 1) if tokens[k].is_a("titles", "person_nouns")]
        start = roles[-1] + 1 if roles else i
        if not roles and i and tokens[i - 1].is_a("of"):
            start = _after_portfolio(tokens, i, end)
        while start < end - 1 and (not tokens[start].is_word or tokens[start].is_a("not_names")):
            start += 1
        title = " ".join(token.low for token in tokens[i:start] if token.is_word)
        found.append(Name(sentence.index, start, end, join(tokens[start:end]), title))
        i = end
    return found


def _is_office(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a run names an office and nobody: "Former Secretary" of State Ann Lee."""
    words = tokens[start:end]
    is_field = end < len(tokens) and tokens[end].is_a("of")
    return is_field and len(words) > 1 and all(t.is_a("titles", "person_nouns") for t in words)


def _after_portfolio(tokens: list[Token], start: int, end: int) -> int:
    """Return where the person starts in "Secretary of State Ann Lee": at the given name."""
    male, female = given_names()
    is_held = start > 1 and tokens[start - 2].is_a("titles", "person_nouns")
    given = (k for k in range(start + 1, end - 1) if tokens[k].low in male | female)
    return next(given, start) if is_held else start


def _run_end(tokens: list[Token], start: int) -> int:
    """Return where the run of name words ends; particles and initials belong to it."""
    i = start + 1
    while i < len(tokens) and tokens[i].quotation == tokens[start].quotation:
        step = _name_step(tokens, start, i)
        if not step:
            break
        i += step
    return i


def _name_step(tokens: list[Token], start: int, i: int) -> int:
    """Return how many tokens from position i on belong to the name that starts before."""
    token, before = tokens[i], tokens[i - 1]
    if token.is_name:
        return int(not _is_agency_before_name(before, token) and not _is_date(token))
    if i + 1 >= len(tokens):
        return 0
    following = tokens[i + 1]
    if token.text in QUOTES:  # Dwayne "The Rock" Johnson
        is_nickname = i + 3 < len(tokens) and tokens[i + 2].text in QUOTES and tokens[i + 3].is_name
        return 3 if is_nickname else 0
    if token.is_a("particles") and following.is_a("particles") and i + 2 < len(tokens):
        return int(tokens[i + 2].is_name)  # Ben van der Berg
    if not following.is_name:
        return 0
    if token.text == "." and token.start == before.end:
        return int(len(before.text) == 1 or before.is_a("titles", "abbreviations"))
    if token.is_a("particles") or token.text == "&" or _is_body_of_two(tokens, start, i):
        return 1
    is_body = any(t.is_a("organization_words", "body_heads") for t in tokens[start:i])
    return 2 if token.is_a("of") and is_body else 0


def _is_body_of_two(tokens: list[Token], start: int, joint: int) -> bool:
    """Whether "and" stands within a name: "the Food and Drug Administration"."""
    if not tokens[joint].is_a("and") or tokens[start].is_a("organization_words"):
        return False
    end = joint + 1
    while end < len(tokens) and tokens[end].is_name:
        end += 1
    is_body = end > joint + 2 and tokens[end - 1].is_a("organization_words", "body_heads")
    first = start + 1 if tokens[start].is_a("public_bodies") else start  # "the U.S. Securities and"
    return is_body and joint == first + 1 and start > 0 and tokens[start - 1].is_a("definite")


def _is_date(token: Token) -> bool:
    return token.is_a("weekdays", "months") and not token.is_a("month_homonyms")


def _is_agency_before_name(before: Token, token: Token) -> bool:
    """Whether two names meet: "told CNN Lee had left"; initials and roles are no agency."""
    is_acronym = before.is_word and before.text.isupper() and len(before.text) > 2
    return (
        is_acronym
        and token.text[1:].islower()
        and "." not in before.text
        and not before.is_a("titles", "person_nouns")
    )
