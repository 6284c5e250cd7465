"""Settings for tests: quick passwords; static files from their sources, where none may miss."""

import hypothesis
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from config.testing.browser import in_ci


class MissingStaticFileError(AssertionError):
    """A page names a static file that does not exist."""


class StrictStaticFilesStorage(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        if not name or not finders.find(name):
            raise MissingStaticFileError(f"No static file {name}")
        return super().url(name)


# A busy machine is no fault of the code; and in CI, the same commit has the same result.
hypothesis.settings.register_profile("house", deadline=None, derandomize=in_ci())
hypothesis.settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A connection keeps the bound of the page it served last, and the next test may take longer.
    settings.PUBLIC_STATEMENT_MILLISECONDS = 120_000
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "config.testing.settings.StrictStaticFilesStorage"
    }
