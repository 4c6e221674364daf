from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from association.demo.content.load import load
from tests.shared import shared


@pytest.fixture(scope="module")
def _loaded_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shared(django_db_blocker, lambda: list(load())):
        yield


@pytest.fixture
def content(_loaded_once: None, db: None) -> None:
    """What `load_demo` writes, loaded for all tests of the module."""
