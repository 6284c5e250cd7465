"""Signed in as somebody who works on the record."""

import pytest

from people.tests.factories import make_user
from statements.search import highlighting


@pytest.fixture(autouse=True)
def no_word_known():
    """The number of queries of a page is that of one whose words were never on a page."""
    highlighting.forget()


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
