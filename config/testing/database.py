"""A test database that need not survive a power cut, but keeps what migrations put into it."""

from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from config.testing import migrated


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    database: dict[str, Any] = settings.DATABASES["default"]
    database["OPTIONS"] = {**database.get("OPTIONS", {}), "options": "-c synchronous_commit=off"}
    with django_db_blocker.unblock():
        database["TEST"]["TEMPLATE"] = migrated.template()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Restore the migrations' data (the groups) before tests that end by emptying every table."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        arguments = dict(marker.kwargs) if marker else {}
        if arguments.get("transaction") or "live_server" in getattr(item, "fixturenames", []):
            arguments |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**arguments), append=False)
