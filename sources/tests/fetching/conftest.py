import pytest

from sources.fetching import Fetcher, Limits
from sources.tests.fetching.server import serving

LIMITS = Limits(seconds=2.0, size=200_000, unpacked=400_000, redirects=3)


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture
def fetcher():
    """A fetcher that may reach this machine, at one address of it alone."""
    return make_fetcher()


def make_fetcher(**options):
    options = {"is_allowed": lambda address: address == "127.0.0.1", "limits": LIMITS, **options}
    return Fetcher(user_agent="OnRecord/test (curator@example.org)", **options)
