"""What changed, word by word."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, groupby
from typing import Literal

from rapidfuzz.distance import Indel

Op = Literal["equal", "delete", "insert"]

# Beyond this many words on a side, whole lines are compared: memory grows with the product.
MAX_WORDS = 20_000

# Scripts written without spaces between words: there any place may be a word boundary.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Letters, and what Unicode does not count as one but stands inside words: accents and vowel signs
# as characters of their own, soft hyphens, and the joiners of Persian and the Indic scripts.
_LETTERS = (
    rf"(?:(?![{UNSPACED}])"
    r"[\w\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u200c\u200d])+"
)
_WORD = re.compile(rf"(\s*)({_LETTERS}(?:['’]{_LETTERS})*|\S|\Z)")
_LINE = re.compile(r"()([^\n]*\n|[^\n]+\Z|\Z)")


@dataclass(frozen=True, slots=True)
class DiffToken:
    """A run of text that both sides have, or only the earlier, or only the later."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    space: str
    word: str


def word_diff(
    before: str, after: str, *, alike: Callable[[str], str] = str
) -> tuple[DiffToken, ...]:
    """Return the words of both texts in order, each kept, deleted or inserted; () for two blanks.

    Joining what is equal or deleted gives `before`, joining what is equal or inserted gives
    `after`. With `alike`, words and spaces are equal when it returns the same for both; then
    `before`'s form of them is shown.
    """
    pattern = _WORD
    old, new = _tokens(pattern, before), _tokens(pattern, after)
    if max(len(old), len(new)) > MAX_WORDS:
        pattern = _LINE
        old, new = _tokens(pattern, before), _tokens(pattern, after)
    return tuple(_tidied(_compared(old, new, alike)))


def _tokens(pattern: re.Pattern[str], text: str) -> list[_Token]:
    return [_Token(match[1], match[2]) for match in pattern.finditer(text) if match[0]]


def _compared(
    old: list[_Token], new: list[_Token], alike: Callable[[str], str]
) -> Iterator[DiffToken]:
    # rapidfuzz compares hashes, and that of "" is that of "\0": words are numbered instead.
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    operations = Indel.opcodes(
        [numbers[alike(token.word)] for token in old], [numbers[alike(token.word)] for token in new]
    )
    for operation in operations:
        mine = old[operation.src_start : operation.src_end]
        theirs = new[operation.dest_start : operation.dest_end]
        if operation.tag == "equal":
            for left, right in zip(mine, theirs, strict=True):
                yield from _spaces(left.space, right.space, alike)
                yield DiffToken("equal", left.word)
        else:
            yield from (DiffToken("delete", token.space + token.word) for token in mine)
            yield from (DiffToken("insert", token.space + token.word) for token in theirs)


def _spaces(left: str, right: str, alike: Callable[[str], str]) -> Iterator[DiffToken]:
    if alike(left) == alike(right):
        yield DiffToken("equal", left)
    else:
        yield DiffToken("delete", left)
        yield DiffToken("insert", right)


def _tidied(tokens: Iterator[DiffToken]) -> Iterator[DiffToken]:
    """Join neighbours: between two equal runs stand at most one deletion and one insertion."""
    for op, run in groupby(_grouped(tokens), key=lambda token: token.op):
        text = "".join(token.text for token in run)
        if text:
            yield DiffToken(op, text)


def _grouped(tokens: Iterator[DiffToken]) -> Iterator[DiffToken]:
    for is_equal, run in groupby(tokens, key=lambda token: token.op == "equal"):
        if is_equal:
            yield from run
            continue
        changes = list(run)
        deleted = "".join(token.text for token in changes if token.op == "delete")
        inserted = "".join(token.text for token in changes if token.op == "insert")
        # The space before a replaced word is no part of the replacement.
        space = deleted[: len(deleted) - len(deleted.lstrip())]
        while not inserted.startswith(space):
            space = space[:-1]
        yield DiffToken("equal", space)
        yield DiffToken("delete", deleted[len(space) :])
        yield DiffToken("insert", inserted[len(space) :])
