import pytest
from playwright.sync_api import Page

from tests.journeys.fourteen.office import Office, make_office


@pytest.fixture
def office(page: Page, live_server) -> Office:
    """Its editor before a browser."""
    return make_office(page, live_server.url)
