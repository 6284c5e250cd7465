"""Finds the statements in an article and gives each to its speaker."""

from .engine import extract
from .proposals import Proposal

__all__ = ["Proposal", "extract"]
