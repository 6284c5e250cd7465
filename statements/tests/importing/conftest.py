"""Signed in as somebody who imports."""

import pytest

from statements.tests.curation.entering import make_user


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
