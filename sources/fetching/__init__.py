"""Fetching a page from the open web, safely: see docs/capture.md."""

from sources.fetching.fetcher import Fetched, Fetcher, Limits
from sources.fetching.robots import Robots

__all__ = ["Fetched", "Fetcher", "Limits", "Robots"]
