"""Fixtures for every test: the database, the browser, and clean caches."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page

from tests import database
from tests.browser import chromium, find

# Hypothesis draws the same examples each time where CI is set; here it explores, in its own time.
if "CI" not in os.environ:
    hypothesis.settings.register_profile("exploring", deadline=None)
    hypothesis.settings.load_profile("exploring")

TRANSACTIONAL = {"transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every transactional test, which empties all tables, the rows back that migrations made."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures: list[str] = getattr(item, "fixturenames", [])
        if marker and (marker.kwargs.get("transaction") or TRANSACTIONAL.intersection(fixtures)):
            kwargs = {**marker.kwargs, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(*marker.args, **kwargs), append=False)
        elif TRANSACTIONAL.intersection(fixtures):
            fixtures.append("django_db_serialized_rollback")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file is a copy that goes with the process's folder; PostgreSQL's is dropped at the end."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    database.prepare(settings.DATABASES["default"])


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Counters of attempts, and the paths of sites, belong to one test."""
    yield
    cache.clear()


@pytest.fixture
def private_folder(settings: Any, tmp_path: Path) -> Path:
    """A private storage that this test has to itself."""
    folder = tmp_path / "private"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": folder, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker process; skipped loudly without it, failed under CI=true."""
    if find() is None:
        message = "No Chromium: see .ci/chromium."
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    first_rows = vars(connections["default"]).get("_test_serialized_contents")
    with chromium() as running:
        # With Playwright's event loop running, Django gives this thread a second connection.
        if first_rows is not None:
            vars(connections["default"])["_test_serialized_contents"] = first_rows
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor, 1280 pixels wide, who waits at most a minute for anything."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(60_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
