"""A coordinator in a season of 400: sees at a glance where it stands, and narrows it by keyboard."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import make_coordinator
from tests.factories.season import make_season
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page: Page, name: str) -> None:
    """For whoever wants to look: PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def fits(page: Page) -> None:
    """Nothing is wider than a phone, but for the list, which scrolls by itself."""
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_coordinator_in_the_season(page: Page, live_server) -> None:
    credential = make_season(400)
    coordinator = make_coordinator(credential.association)
    sign_in(page, live_server.url, coordinator)
    page.goto(f"{live_server.url}/admin/endorsement/renewals/?season=2026")
    expect(page.get_by_role("img", name="IFS: 160 renewed, 80 waiting for you")).to_be_visible()
    expect(page.get_by_text("160 of 400 renewed")).to_be_visible()
    picture(page, "season")
    fits(page)
