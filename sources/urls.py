"""Web addresses: one form for comparing them, and links to the very words on a page.

Only what every server treats alike is changed, because a reader follows the canonical address:
`http` stays `http` and `www.` stays, since some sites answer on one form alone. What is merely
likely to be the same page is for `likely_same_urls`.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import idna

from sources.tracking import is_tracking

MAX_LENGTH = 2_000
_TOO_LONG = f"The address is longer than {MAX_LENGTH:,} characters."
DEFAULT_PORTS = {"http": 80, "https": 443}

_AMP_SUFFIX = re.compile(r"(?<=[^/])/amp/?$|(?<=[^/])\.amp(?=$|\.html?$)")
# The page behind Google's copy: www.google.com/amp/s/page, page.cdn.ampproject.org/c/s/page.
_AMP_COPY = {
    "google": re.compile(r"/amp/(?P<secure>s/)?(?P<page>[^/]+\.[^/]+/.*)"),
    "ampproject": re.compile(r"/(?:[a-z]/|wp/)+?(?P<secure>s/)?(?P<page>[^/]+\.[^/]+/.*)"),
}
_INDEX_PAGE = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile)\.")
_HOST = re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_PATH_SAFE = "/:@!$&'()*+,;=~%"
_QUERY_SAFE = "/?:@!$'()*+,;=~%"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class InvalidURLError(ValueError):
    """The text is no web address; the message says why, for the person who entered it."""


def canonicalize_url(url: str) -> str:
    """Return the address in the form in which addresses are kept and compared.

    Scheme and host in lower case (international names as punycode), no default port, fragment,
    tracking parameters, session or AMP form; parameters in order of name; escapes as RFC 3986
    normalises them. Canonical addresses stay as they are. Raises InvalidURLError.
    """
    parts = _split(url.strip())
    while (simpler := _simplified(parts)) != parts:
        parts = simpler
    canonical = urlunsplit(parts)
    if len(canonical) > MAX_LENGTH:
        raise InvalidURLError(_TOO_LONG)
    return canonical


def likely_same_urls(url: str) -> tuple[str, ...]:
    """Return the canonical addresses under which the page may be on record, its own first.

    They differ in scheme, in `www.`, `m.` or `mobile.` before the host and in a final slash.
    """
    canonical = canonicalize_url(url)
    parts = urlsplit(canonical)
    bare = _SUBDOMAIN.sub("", parts.netloc)
    path = parts.path.rstrip("/")
    variants = (
        urlunsplit((scheme, subdomain + bare, path + slash, parts.query, ""))
        for scheme in ("https", "http")
        for subdomain in ("", "www.", "m.", "mobile.")
        for slash in (("", "/") if path else ("/",))
    )
    return tuple(dict.fromkeys((canonical, *variants)))


def domain_of(url: str) -> str:
    """Return the host of an address without `www.`; raises InvalidURLError."""
    return (urlsplit(canonicalize_url(url)).hostname or "").removeprefix("www.")


def matches_domain(url: str, domains: Iterable[str]) -> bool:
    """Return whether the address is on one of the domains or below one; raises InvalidURLError."""
    host = domain_of(url)
    wanted = (_host(domain.strip()).removeprefix("www.") for domain in domains)
    return any(host == domain or host.endswith(f".{domain}") for domain in wanted)


def _split(url: str) -> SplitResult:
    """Return the parts of a valid address, scheme, host and port normalised."""
    if len(url) > 10 * MAX_LENGTH:
        raise InvalidURLError(_TOO_LONG)
    if _CONTROL.search(url):
        raise InvalidURLError("The address contains control characters.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidURLError(f"The address cannot be read: {error}.") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise InvalidURLError("The address must start with http:// or https://.")
    if "@" in parts.netloc:
        raise InvalidURLError("The address must not contain a user name or password.")
    if not parts.hostname:
        raise InvalidURLError("The address names no host.")
    host = _host(f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname)
    shown_port = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return parts._replace(netloc=host + shown_port, fragment="")


def _host(host: str) -> str:
    host = host.lower().removesuffix(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise InvalidURLError(f"The host “{host}” is no domain name.") from error
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise InvalidURLError(f"The host “{host}” is no domain name.")
    return host


def _simplified(parts: SplitResult) -> SplitResult:
    """Return the address one step nearer to its canonical form."""
    parts = parts._replace(path=_without_dots(_escaped(parts.path, safe=_PATH_SAFE)) or "/")
    if page := _page_behind_copy(parts):
        return page
    host = re.sub(r"^amp\.(?=[^.]+\.)", "www.", parts.netloc)
    query = "&".join(sorted(_kept_parameters(parts), key=_name))
    path = _AMP_SUFFIX.sub("", _SESSION.sub("", parts.path))
    if not query:
        path = _INDEX_PAGE.sub("/", path)
    return parts._replace(netloc=host, path=path, query=query)


def _page_behind_copy(parts: SplitResult) -> SplitResult | None:
    host = parts.netloc
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host):
        match = _AMP_COPY["google"].fullmatch(parts.path)
    elif host.endswith(".cdn.ampproject.org"):
        match = _AMP_COPY["ampproject"].fullmatch(parts.path)
    else:
        return None
    if match is None:
        return None
    scheme = "https" if match["secure"] else "http"
    return _split(f"{scheme}://{match['page']}" + (f"?{parts.query}" if parts.query else ""))


def _kept_parameters(parts: SplitResult) -> Iterator[str]:
    domain = _SUBDOMAIN.sub("", parts.netloc)
    for parameter in parts.query.split("&"):
        parameter = _escaped(parameter, safe=_QUERY_SAFE)
        if parameter and not is_tracking(parameter.lower(), domain=domain):
            yield parameter


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


def _escaped(text: str, *, safe: str) -> str:
    """Return the text with exactly the escapes it needs, in capitals (RFC 3986, 6.2.2)."""

    def settle(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return quote(_ESCAPE.sub(settle, text), safe=safe, errors="replace")


def _without_dots(path: str) -> str:
    """Return the path with `.` and `..` resolved (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            # The first is the empty one before the leading slash.
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
