import pytest

from tests.journeys.leaks.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Everybody and everything, new for each test."""
    return make_world()
