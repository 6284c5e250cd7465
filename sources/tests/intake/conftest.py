import pytest
from django.contrib.auth.models import Group, User

from sources import capturing
from sources.tests.fetching.conftest import make_fetcher
from sources.tests.fetching.server import serving


@pytest.fixture
def server(monkeypatch):
    """A site on this machine, which the background may fetch from."""
    monkeypatch.setattr(capturing, "make_fetcher", make_fetcher)
    with serving() as server:
        yield server


def make_user(name, role):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


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
