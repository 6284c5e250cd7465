"""Signed in as staff, who report and do not curate."""

import pytest

from people.tests.factories import make_user


@pytest.fixture
def staff(client):
    user = make_user("staff", "Staff")
    client.force_login(user)
    return user
