"""Signed in as somebody who works on the record."""

import pytest

from people.tests.factories import make_user


@pytest.fixture
def contributor(client):
    user = make_user("contributor", "Contributor")
    client.force_login(user)
    return user


@pytest.fixture
def curator(client):
    user = make_user("curator", "Curator")
    client.force_login(user)
    return user
