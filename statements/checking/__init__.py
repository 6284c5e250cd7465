"""Checking statements against their sources and against each other: pure functions of text."""

from people.diff import DiffToken, word_diff
from statements.checking.likeness import LIKELY_DUPLICATE, likeness
from statements.checking.quote import QuoteCheck, QuoteState, check_quote

__all__ = [
    "LIKELY_DUPLICATE",
    "DiffToken",
    "QuoteCheck",
    "QuoteState",
    "check_quote",
    "likeness",
    "word_diff",
]
