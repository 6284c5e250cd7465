"""Getting a source: fetched with all caution, and read in a process apart."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from sources.failures import CaptureError
from sources.fetching import Fetched, Fetcher, Robots
from sources.reading import CONTENT_TYPES, Article, kind_of, read_apart


@dataclass(frozen=True, slots=True)
class Taken:
    """A page as received, and what was read from it."""

    fetched: Fetched
    article: Article


def make_fetcher() -> Fetcher:
    """Return the fetcher that speaks for this site; tests put one in its place."""
    return Fetcher(user_agent=settings.FETCHER_USER_AGENT)


def fetch(url: str, *, heeding_robots: bool) -> Fetched:
    """Return the page at an address; raises CaptureError.

    Whether robots.txt is heeded is a curator's decision, to be recorded with what is kept.
    """
    fetcher = make_fetcher()
    permit = Robots(fetcher, cache).require_allowed if heeding_robots else None
    return fetcher.fetch(url, permit=permit)


def take(url: str, *, heeding_robots: bool) -> Taken:
    """Return the page at an address and its article; raises CaptureError."""
    fetched = fetch(url, heeding_robots=heeding_robots)
    article = read_apart(fetched.body, content_type=fetched.content_type, url=fetched.url)
    return Taken(fetched, article)


def type_of(raw: bytes, declared: str = "") -> str:
    """Return the content type to keep: that of the bytes, with the charset that was declared."""
    try:
        sniffed = CONTENT_TYPES[kind_of(raw, declared)]
    except CaptureError:
        return declared[:100]
    same = declared.partition(";")[0].strip().lower() == sniffed
    return declared[:100] if same else sniffed
