"""What a site asks programs not to fetch (RFC 9309).

The file is bounded, parsed once and kept for a day. Python's own parser knows neither wildcards
nor the longest match.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from sources.failures import CaptureError, Failure
from sources.fetching.fetcher import Fetcher

AGENT = "OnRecord"
MAX_BYTES = 500 * 1024
MAX_RULES = 2_000
DAY_SECONDS = 24 * 60 * 60
# A site that could not be asked is asked again sooner.
HOUR_SECONDS = 60 * 60

_LINE = re.compile(r"^[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us: (whether allowed, pattern), the longest that matches decides."""

    rules: tuple[tuple[bool, str], ...] = ()

    def allows(self, path: str) -> bool:
        """Return whether a path with its query may be fetched; allowed if rules are even."""
        path = _escaped(path)
        matching = [(len(p), allowed) for allowed, p in self.rules if _matches(p, path)]
        return max(matching, default=(0, True))[1]


OPEN = Rules()
CLOSED = Rules(((False, "/"),))


def parse_robots(text: str, *, agent: str = AGENT) -> Rules:
    """Return the rules of all groups that name `agent`, or of those for everybody."""
    ours: list[tuple[bool, str]] | None = None
    everybody: list[tuple[bool, str]] = []
    for agents, rules in _groups(text):
        if agent.lower() in agents:
            ours = (ours or []) + rules
        elif "*" in agents:
            everybody += rules
    return Rules(tuple((everybody if ours is None else ours)[:MAX_RULES]))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[bool, str]]]]:
    agents: set[str] = set()
    rules: list[tuple[bool, str]] = []
    is_naming = False
    for match in _LINE.finditer(text):
        name, value = match[1].lower(), match[2].strip()
        if name == "user-agent":
            if not is_naming:
                yield agents, rules
                agents, rules = set(), []
            agents.add(re.split(r"[/ ]", value.lower(), maxsplit=1)[0])
            is_naming = True
        elif name in ("allow", "disallow"):
            is_naming = False
            # "Disallow:" with nothing after it disallows nothing.
            if value:
                rules.append((name == "allow", _escaped(value)))
    yield agents, rules


def _escaped(path: str) -> str:
    return quote(path, safe="/:@!$&'()*+,;=~%?-._")


def _matches(pattern: str, path: str) -> bool:
    """Return whether a path begins with the pattern; `*` is anything, a final `$` the end.

    Piece by piece instead of by a regular expression, which a hostile pattern could stall.
    """
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if is_whole and rest:
        last = rest.pop()
        if not path.endswith(last) or len(path) - len(last) < place:
            return False
        path = path[: len(path) - len(last)]
        is_whole = False
    for piece in rest:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not is_whole or place == len(path)


class Cache(Protocol):
    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any, timeout: float) -> Any: ...


class Robots:
    """Asks each site once a day what it does not want fetched."""

    def __init__(self, fetcher: Fetcher, cache: Cache) -> None:
        self._fetcher = fetcher
        self._cache = cache

    def require_allowed(self, url: str) -> None:
        """Raise CaptureError if the site asks programs not to fetch this address."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not self._rules(f"{parts.scheme}://{parts.netloc}").allows(path):
            raise CaptureError(Failure.ROBOTS)

    def _rules(self, site: str) -> Rules:
        key = f"robots:{hashlib.sha256(site.encode()).hexdigest()}"
        rules = self._cache.get(key)
        if rules is None:
            rules, seconds = self._ask(site)
            self._cache.set(key, rules, seconds)
        return rules

    def _ask(self, site: str) -> tuple[Rules, int]:
        try:
            body = self._fetcher.fetch(f"{site}/robots.txt").body
        except CaptureError as error:
            return _without_file(error)
        # A page where the file should be is none.
        if body.lstrip()[:1] == b"<":
            return OPEN, DAY_SECONDS
        text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return parse_robots(text), DAY_SECONDS


# "Unavailable" files allow everything (RFC 9309, 2.3.1.3).
_NO_FILE = {Failure.GONE, Failure.FORBIDDEN, Failure.EMPTY, Failure.TOO_MANY_REDIRECTS}
# These say what is wrong better than robots could.
_HOPELESS = {Failure.REFUSED_ADDRESS, Failure.UNKNOWN_HOST, Failure.UNTRUSTED}


def _without_file(error: CaptureError) -> tuple[Rules, int]:
    """Return what holds for a site whose file cannot be had; a site that fails is left alone."""
    if error.failure in _NO_FILE or error.detail.startswith("4"):
        return OPEN, DAY_SECONDS
    if error.failure in _HOPELESS | {Failure.UNREACHABLE, Failure.TOO_SLOW}:
        raise error
    return CLOSED, HOUR_SECONDS
