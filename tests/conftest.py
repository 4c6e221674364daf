"""Fixtures for every test: the database, the browser, and clean caches."""

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import database
from tests.browser import chromium, find

# The same examples each time, here as in CI: a failure can be had again. They take the time they take.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("exploring", deadline=None)
hypothesis.settings.load_profile("same")

PATIENCE_MS = 60_000
"""For whatever a browser is expected to do: a machine may be busy."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in an order drawn with this seed")


LONGEST = (
    *("journeys/test_rehearsal_under_faults.py", "projects/", "site/demo/"),
    *("review_queue/faults/", "review_queue/work/"),
    *("site/test_access_matrix.py", "site/test_hostile_parameters.py", "journeys/"),
)
"""Where single tests take longer than most modules."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Any order will do: every worker process draws the same one from the same seed.

    Otherwise the longest come first, so that at the end there is something short for every worker.
    """
    if seed := config.getoption("shuffle"):
        random.Random(seed).shuffle(items)
    else:
        items.sort(key=lambda item: not item.nodeid.startswith(tuple(f"tests/{one}" for one in LONGEST)))


def pytest_configure() -> None:
    """Collecting makes objects that all stay: looking through them for garbage takes a third of its time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What collecting made is looked at no more. A request makes thousands of objects that go by themselves:
    looking for circles every 700 of them takes a tenth of the tests' time, every 100,000 nothing.
    """
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)
    gc.enable()


def pytest_report_header(config: pytest.Config) -> str:
    return f"order: --shuffle={seed}" if (seed := config.getoption("shuffle")) else "order: longest first"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file is a copy that goes with the process's folder; PostgreSQL's is dropped at the end."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    database.prepare(settings.DATABASES["default"])


@pytest.fixture(scope="session", autouse=True)
def _copies_after_commits() -> Iterator[None]:
    """After a test that commits, the database is copied anew. Django, which empties it, has no hook."""
    flush = vars(TransactionTestCase)["_fixture_teardown"]

    def teardown(case: TransactionTestCase) -> None:
        with_template = "TEMPLATE" in connections["default"].settings_dict["TEST"]
        database.restore(connections["default"]) if with_template else flush(case)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", teardown):
        yield


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
    expect.set_options(timeout=PATIENCE_MS)
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor, 1280 pixels wide, who waits at most a minute for anything."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(PATIENCE_MS)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
