import pytest

from people.tests.factories import make_user
from sources import capturing
from sources.tests.fetching.conftest import make_fetcher
from sources.tests.fetching.server import serving


@pytest.fixture
def server(monkeypatch):
    """A site on this machine, which the background may fetch from."""
    monkeypatch.setattr(capturing, "make_fetcher", make_fetcher)
    with serving() as server:
        yield server


@pytest.fixture
def contributor(client):
    user = make_user("anna", "Contributor")
    client.force_login(user)
    return user


@pytest.fixture
def curator(client):
    user = make_user("boris", "Curator")
    client.force_login(user)
    return user
