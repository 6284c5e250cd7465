"""What statements are filtered by, as integers: a row's own attributes stand in one array.

A token is value × 16 + kind. One index over the array and the words answers any combination of
filters, and one `unnest` counts every facet. The database makes the tokens (`sql.entries`).
"""

from enum import IntEnum


class Kind(IntEnum):
    SPEAKER = 0
    # The organization that spoke or in whose office somebody spoke, and all above it.
    ORGANIZATION = 1
    OFFICE = 2
    # The outlet of a document the statement stands in, or one that is credited there.
    OUTLET = 3
    # The topics given, and all above them.
    TOPIC = 4
    LANGUAGE = 5
    QUOTE = 6
    VERIFICATION = 7
    # The last day it may have been said on: its year, its month and its eight days.
    YEAR = 8
    MONTH = 9
    EIGHT_DAYS = 10
    # Each year that a date known in part reaches over.
    SPANNED_YEAR = 11
    OCCASION = 12
    DOCUMENT = 13
    # Which samples the row belongs to; see RUNGS.
    SAMPLE = 14
    STATUS = 15


# Those that lists count: the first of all, so that one number tells them from the others.
COUNTED = frozenset(kind for kind in Kind if kind <= Kind.MONTH)

# Rows whose key is a multiple of a rung make a sample; each sample is part of the next.
RUNGS = (16384, 8192, 4096, 2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4)
# The sample whose entries are kept a second time, by themselves: it holds all smaller ones.
KEPT = 8

# Values of kinds that are words. Never renumber: the arrays on record hold them.
QUOTES = {"direct": 1, "indirect": 2, "document": 3}
VERIFICATIONS = {"unchecked": 1, "verified": 2, "altered": 3, "not_found": 4}
STATUSES = {"draft": 1, "in_review": 2, "published": 3, "withdrawn": 4}

_LETTERS = " abcdefghijklmnopqrstuvwxyz"


def token(kind: Kind, value: int) -> int:
    return value * 16 + kind


def language_value(language: str) -> int:
    """Return the number of the main language of a tag: "fa" and "fa-AF" are one."""
    value = 0
    for letter in language.split("-")[0].lower().ljust(3):
        value = value * 27 + _LETTERS.index(letter)
    return value


def language_of(value: int) -> str:
    """Return the main language that `language_value` made `value` of."""
    letters = ""
    while value:
        value, letter = divmod(value, 27)
        letters = _LETTERS[letter] + letters
    return letters.strip()
