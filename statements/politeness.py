"""A pause between two requests to one site, whichever process makes them."""

import time
from typing import Any, Protocol

HOST_SECONDS = 5.0
_STEP = 0.25
# A site whose turn does not come in this time is asked all the same: the cache is at fault.
_LONGEST = 60.0


class Cache(Protocol):
    def add(self, key: str, value: Any, timeout: float) -> bool: ...


def wait_for_turn(cache: Cache, host: str, *, seconds: float = HOST_SECONDS) -> None:
    """Return once nobody has asked the host within the last seconds; the next waits for us."""
    deadline = time.monotonic() + _LONGEST
    while not cache.add(f"asked:{host}", 1, seconds) and time.monotonic() < deadline:
        time.sleep(_STEP)
