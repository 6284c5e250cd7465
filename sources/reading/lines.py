"""Paragraphs out of printed lines."""

import re
from collections.abc import Iterable

_WORD_ENDS = re.compile(r"(\w+)-$")
# Before these a hyphen at the end of a line is nearly always the word's own.
_OWN_HYPHEN = {"anti", "half", "much", "non", "self", "vice", "well"}
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")


def hyphenated_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that are written with a hyphen in the middle of a line."""
    return frozenset(word.lower() for line in lines for word in _HYPHENATED.findall(line))


def join_lines(lines: Iterable[str], hyphenated: frozenset[str] = frozenset()) -> str:
    """Return the lines of one paragraph as one, words that were parted put together.

    A hyphen at the end of a line goes if letters of lower case follow, unless the word is written
    with it elsewhere; soft hyphens at the end always go.
    """
    joined = ""
    for line in lines:
        line = re.sub(r"\s+", " ", line).strip()
        if joined.endswith("\xad"):
            joined = joined[:-1] + line
        elif (parted := _WORD_ENDS.search(joined)) and line[:1].isalnum():
            rest = re.match(r"\w+", line)
            word = f"{parted[1]}-{rest[0] if rest else ''}".lower()
            is_broken = line[0].islower() and parted[1][-1].islower()
            is_own = word in hyphenated or parted[1].lower() in _OWN_HYPHEN
            joined = (joined[:-1] if is_broken and not is_own else joined) + line
        else:
            joined = f"{joined} {line}" if joined and line else joined or line
    return joined
