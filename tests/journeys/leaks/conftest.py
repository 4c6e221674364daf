from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django import DjangoDbBlocker

from tests.journeys.leaks.world import Untouched, World, make_world
from tests.shared import shared


@pytest.fixture(scope="module")
def _shared_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with shared(django_db_blocker, make_world) as world:
        yield world


@pytest.fixture
def world(_shared_world: World, db: None) -> World:
    """Everybody and everything, as nobody has touched it."""
    return deepcopy(_shared_world)


@pytest.fixture(scope="module")
def _kept_pages(_shared_world: World) -> Untouched:
    return Untouched(_shared_world)


@pytest.fixture
def untouched(_kept_pages: Untouched, world: World) -> Untouched:
    """The pages of this world, as nobody has touched it."""
    return _kept_pages
