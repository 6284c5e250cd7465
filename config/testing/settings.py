"""Settings for tests: quick passwords; static files from their sources, where none may miss."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class MissingStaticFileError(AssertionError):
    """A page names a static file that does not exist."""


class StrictStaticFilesStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        if not name or not finders.find(name):
            raise MissingStaticFileError(f"No static file {name}")
        return super().url(name)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "config.testing.settings.StrictStaticFilesStorage"
    }
