"""Fetches one page, suspicious of it and of everything on the way there."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import httpcore
import httpx

from sources.failures import CaptureError, Failure
from sources.fetching.addresses import is_public
from sources.fetching.connecting import Budget, GuardedBackend
from sources.fetching.unpacking import ACCEPTED, unpack
from sources.urls import InvalidURLError, canonicalize_url

REDIRECTS = {301, 302, 303, 307, 308}
_REFUSALS = {401, 402, 403, 406, 407, 451}
_GONE = {404, 410}
# Nobody needs them later, and some hold secrets of the visit.
_DROPPED_HEADERS = {"set-cookie", "set-cookie2", "content-security-policy", "report-to", "nel"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may use, redirects included; sizes in bytes."""

    seconds: float = 30.0
    size: int = 20_000_000
    unpacked: int = 40_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as received: `url` is where it was in the end, `body` is no longer compressed."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """The type as the site declares it, to be taken as a hint."""
        return self.headers.get("content-type", "")


class Fetcher:
    """Fetches over http(s) from the open web: no cookies, no proxies, nothing kept between.

    `is_allowed` decides which numeric addresses may be connected to, and `ssl_context` whom to
    trust; both are here for tests, which have a server on this machine, and are no settings.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: Limits | None = None,
        is_allowed: Callable[[str], bool] = is_public,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits or Limits()
        self._is_allowed = is_allowed
        self._ssl_context = ssl_context

    def fetch(self, url: str, *, permit: Callable[[str], None] | None = None) -> Fetched:
        """Return the page; raises CaptureError.

        `permit` is asked before each request, redirects included, and raises if it may not be.
        """
        budget = Budget(seconds=self._limits.seconds, size=self._limits.size)
        target = _checked(url)
        for _ in range(self._limits.redirects + 1):
            if permit is not None:
                permit(str(target))
            answer = self._request(target, budget)
            if isinstance(answer, Fetched):
                return answer
            target = answer
        raise CaptureError(Failure.TOO_MANY_REDIRECTS)

    def _request(self, url: httpx.URL, budget: Budget) -> Fetched | httpx.URL:
        """Return the page, or the address that the site sends us on to."""
        backend = GuardedBackend(budget, self._is_allowed)
        try:
            with httpcore.ConnectionPool(
                ssl_context=self._ssl_context, network_backend=backend
            ) as pool:
                with pool.stream("GET", _core_url(url), headers=self._headers(url)) as response:
                    return self._answer(url, response)
        except httpcore.TimeoutException as error:
            raise CaptureError(Failure.TOO_SLOW) from error
        except httpcore.NetworkError as error:
            raise CaptureError(_network_failure(error)) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise CaptureError(Failure.BAD_RESPONSE) from error

    def _headers(self, url: httpx.URL) -> list[tuple[str, str]]:
        return [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", self._user_agent),
            ("Accept", "text/html, application/pdf, text/plain;q=0.9, */*;q=0.5"),
            ("Accept-Encoding", ACCEPTED),
            ("Connection", "close"),
        ]

    def _answer(self, url: httpx.URL, response: httpcore.Response) -> Fetched | httpx.URL:
        headers = _kept_headers(response)
        if response.status in REDIRECTS and "location" in headers:
            return _redirected(url, headers["location"])
        _require_page(response.status)
        body = unpack(
            b"".join(response.iter_stream()),
            headers.get("content-encoding", ""),
            limit=self._limits.unpacked,
        )
        return Fetched(str(url), body, headers)


def _checked(url: str) -> httpx.URL:
    """Return a fetchable address: http(s), no credentials, no fragment; raises CaptureError."""
    try:
        canonicalize_url(url)
        parsed = httpx.URL(url.strip())
        return parsed.copy_with(fragment=None)
    except (InvalidURLError, httpx.InvalidURL, ValueError) as error:
        detail = str(error).removesuffix(".")
        raise CaptureError(Failure.INVALID_ADDRESS, detail) from error


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return _checked(str(url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise CaptureError(Failure.BAD_RESPONSE, "it leads to no address") from error


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _kept_headers(response: httpcore.Response) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        if name not in _DROPPED_HEADERS:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _text(value: bytes) -> str:
    """Headers are Latin-1 by the standard; addresses in them are often UTF-8."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _require_page(status: int) -> None:
    """Raise the CaptureError for a status that promises no page."""
    if status in (200, 203):
        return
    if status in _GONE:
        raise CaptureError(Failure.GONE, str(status))
    if status in _REFUSALS:
        raise CaptureError(Failure.FORBIDDEN, str(status))
    if status == 429 or status >= 500:
        raise CaptureError(Failure.SITE_FAILED, str(status))
    if status in (204, 205):
        raise CaptureError(Failure.EMPTY)
    raise CaptureError(Failure.BAD_RESPONSE, str(status))


def _network_failure(error: httpcore.NetworkError) -> Failure:
    # httpcore hides the cause and leaves it among the arguments.
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args):
        return Failure.UNTRUSTED
    return Failure.UNREACHABLE
