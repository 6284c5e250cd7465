"""A real browser for tests marked `browser`: `page` opens a fresh, signed-out window."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
CURE = "No Chromium found. To run the browser tests: apt-get install chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The browser, too, reaches this machine only.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
MILLISECONDS = 10_000
NOT_RUN = pytest.StashKey[list[str]]()


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_configure(config: pytest.Config) -> None:
    config.stash[NOT_RUN] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium, set the browser tests aside and say so; in CI let them fail."""
    if CHROMIUM or in_ci():
        return
    apart = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in apart]
    config.stash[NOT_RUN] = sorted(item.nodeid for item in apart)
    # What a worker process knows, the one that writes the summary must be told.
    if hasattr(config, "workeroutput"):
        config.workeroutput["browser_tests_not_run"] = config.stash[NOT_RUN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    output = getattr(node, "workeroutput", {})
    node.config.stash[NOT_RUN] = output.get("browser_tests_not_run", [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.stash[NOT_RUN]:
        terminalreporter.section("browser tests that did not run", yellow=True)
        for name in config.stash[NOT_RUN]:
            terminalreporter.line(name)
        terminalreporter.line(CURE)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail(CURE)
    known = connections.all(initialized_only=True)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread. Django would take the tests for
        # asynchronous code, forbid them its database and then give them connections of their own.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for connection in known:
            connections[connection.alias] = connection
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(MILLISECONDS)
    yield context.new_page()
    context.close()
