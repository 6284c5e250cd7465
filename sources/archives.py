"""Archived copies of pages: addresses that hold the moment of the copy and the original's address.

The Wayback Machine's form, which other web archives use too:
https://web.archive.org/web/20171214093000/https://example.org/news/1
"""

import re

from sources.urls import InvalidURLError, canonicalize_url

_COPY = re.compile(
    r"^https?://[^/]+/(?:[\w.-]+/){0,3}\d{4,14}(?:[a-z]{2}_)?/(?P<original>(?:https?:/{1,2})?"
    r"[\w-]+(?:\.[\w-]+)+.*)$",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(https?):/{1,2}(?=[^/])", re.IGNORECASE)


def original_of(url: str) -> str:
    """Return the canonical address of the page that an archived copy is of; "" for any other."""
    found = _COPY.match(url.strip())
    if found is None:
        return ""
    original, has_scheme = _SCHEME.subn(r"\1://", found["original"])
    if not has_scheme:
        # Archives leave the scheme out; a path like /2017/12/report.pdf is no host, though.
        if "/web/" not in url:
            return ""
        original = f"http://{original}"
    try:
        return canonicalize_url(original)
    except InvalidURLError:
        return ""


def copies_of(url: str) -> str:
    """Return where the Wayback Machine lists its copies of a page, for a curator to choose one."""
    return f"https://web.archive.org/web/*/{url}"
