"""Connections to addresses that were checked, within a budget of time and bytes.

A name is resolved once; what it resolves to is checked, and the connection goes to that very
address. A name that would resolve to another address the next time (DNS rebinding) gains
nothing. The name itself stays what TLS verifies and what the site is asked for.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore

from sources.failures import CaptureError, Failure

CONNECT_SECONDS = 10.0
SILENT_SECONDS = 15.0


class Budget:
    """What one fetch may use, all redirects included; whoever overdraws it ends the fetch."""

    def __init__(self, *, seconds: float, size: int) -> None:
        self._ends_at = time.monotonic() + seconds
        self._size = size

    def seconds(self, at_most: float) -> float:
        """Return how long the next step may take."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise CaptureError(Failure.TOO_SLOW)
        return min(left, at_most)

    def spend(self, size: int) -> None:
        """Count bytes received."""
        self._size -= size
        if self._size < 0:
            raise CaptureError(Failure.TOO_LARGE)


class GuardedStream(httpcore.NetworkStream):
    """A connection each of whose reads and writes is counted."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._stream.read(max_bytes, self._budget.seconds(SILENT_SECONDS))
        self._budget.spend(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds(SILENT_SECONDS))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._budget.seconds(CONNECT_SECONDS)
        secured = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return GuardedStream(secured, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to allowed addresses alone."""

    def __init__(self, budget: Budget, is_allowed: Callable[[str], bool]) -> None:
        self._budget = budget
        self._is_allowed = is_allowed
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, seconds=self._budget.seconds(CONNECT_SECONDS))
        allowed = [address for address in addresses if self._is_allowed(address)]
        if not allowed:
            is_number = host.strip("[]") == addresses[0]
            detail = host if is_number else f"{host} is {addresses[0]}"
            raise CaptureError(Failure.REFUSED_ADDRESS, detail)
        error: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in allowed:
            seconds = self._budget.seconds(CONNECT_SECONDS)
            try:
                stream = self._inner.connect_tcp(address, port, seconds)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return GuardedStream(stream, self._budget)
        raise CaptureError(Failure.UNREACHABLE) from error

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        raise CaptureError(Failure.REFUSED_ADDRESS)


def resolve(host: str, port: int, *, seconds: float) -> list[str]:
    """Return the numeric addresses of a host, one at least, in the system's order."""
    # The system's resolver knows no time limit; left behind, its thread ends by itself.
    thread = ThreadPoolExecutor(max_workers=1)
    try:
        answers = thread.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = [str(address[0]) for *_, address in answers.result(timeout=seconds)]
    except TimeoutError as error:
        raise CaptureError(Failure.TOO_SLOW) from error
    except (OSError, UnicodeError) as error:
        raise CaptureError(Failure.UNKNOWN_HOST, host) from error
    finally:
        thread.shutdown(wait=False)
    return list(dict.fromkeys(found))
