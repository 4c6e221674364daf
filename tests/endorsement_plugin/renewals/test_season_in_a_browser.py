"""A coordinator in a season of 400: sees at a glance where it stands, and narrows it by keyboard."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from endorsement_plugin.models import Mail
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator
from tests.factories.season import make_season
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page: Page, name: str) -> None:
    """For whoever wants to look: PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(400)  # the menu slides away
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def fits(page: Page) -> None:
    """Nothing is wider than a phone, nor scrolls sideways in its box: rows of the list are cards there."""
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(
        "[...document.querySelectorAll('.listing')].every(it => it.parentElement.scrollWidth <= 360)"
    )
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_coordinator_in_a_season_of_400(page: Page, live_server) -> None:
    """From the counts to 120 reminders, then two people more by keyboard alone."""
    credential = make_season(400, due=timezone.localdate() + timedelta(days=30))
    sign_in(page, live_server.url, make_coordinator(credential.association))
    page.goto(f"{live_server.url}/admin/endorsement/renewals/")
    expect(page.get_by_role("img", name="IFS: 160 renewed, 80 submitted or in")).to_be_visible()
    expect(page.get_by_text("160 of 400 renewed")).to_be_visible()
    picture(page, "season")
    fits(page)
    page.get_by_role("link", name="120 open").click()
    expect(page.get_by_text("All 120 of this list")).to_be_visible()
    page.get_by_role("link", name="Remind", exact=True).click()
    expect(page.get_by_role("heading", name="Remind 120 people to renew")).to_be_visible()
    page.get_by_label("Add a sentence").fill("The office is closed on Friday.")
    picture(page, "remind")
    fits(page)
    page.get_by_role("button", name="Send 120 letters").click()
    expect(page.get_by_role("heading", name="0 of 120")).to_be_visible()
    picture(page, "run-waiting")
    run_due(limit=60)
    expect(page.get_by_text(re.compile(r"^\d+ waiting$"))).to_be_visible(timeout=15_000)
    run_due()
    expect(page.get_by_text("120 letters on their way")).to_be_visible(timeout=15_000)
    picture(page, "run")
    assert Mail.objects.filter(event_key__startswith="renewal_reminder").count() == 120

    page.goto(f"{live_server.url}/admin/endorsement/renewals/?stand=open&p=2")
    page.get_by_role("button", name="Remind", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#season-unticked")).to_have_text("Tick whom it is about first, in the list below.")
    expect(page.get_by_role("button", name="Remind", exact=True)).to_be_focused()
    expect(page.get_by_text("All 120 of this list")).to_be_visible()
    assert "p=2" in page.url
    picture(page, "unticked")
    page.goto(f"{live_server.url}/admin/endorsement/renewals/?stand=open")
    page.get_by_role("checkbox", name="Choose").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Choose").nth(1).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Remind", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nobody to remind")).to_be_visible()
    expect(page.get_by_text("2 have had a reminder in the last 14 days and are left out.")).to_be_visible()
    page.get_by_role("link", name="Remind them again too").click()
    expect(page.get_by_role("heading", name="Remind 2 people to renew")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Nobody to remind")).to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    page.get_by_role("link", name="Renew what is complete").click()
    expect(page.get_by_role("heading", name="Renew 120 endorsements")).to_be_visible()
    picture(page, "renew")
    fits(page)
