"""Checking statements against their sources and against each other: pure functions of text."""

from statements.checking.diff import DiffToken, word_diff
from statements.checking.quote import QuoteCheck, QuoteState, check_quote

__all__ = ["DiffToken", "QuoteCheck", "QuoteState", "check_quote", "word_diff"]
