"""Whoever renews on a phone: what is missing is added, two statements are signed, a receipt is there."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from endorsement_plugin.models import Endorsement, Renewal
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import log, make_policy, supervision, training
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 360, "height": 740}


def picture(page: Page, name: str) -> None:
    """For whoever wants to look: PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(PHONE)


def fits(page: Page) -> None:
    """Nothing is wider than a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def make_held(code: str = "IFS", name: str = "Infant Family Specialist") -> Endorsement:
    today = timezone.localdate()
    days: dict[str, Any] = {
        "granted_on": today - timedelta(days=900),
        "renewal_due": today + timedelta(days=30),
    }
    return make_endorsement(credential=make_credential(code=code, name=name), **days)


def make_year() -> Endorsement:
    """Twelve of fifteen hours of training, and all of supervision."""
    make_policy(
        due="anniversary",
        due_month=None,
        due_day=None,
        fee="30",
        clauses=[training(15), supervision(12)],
    )
    held, today = make_held(), timezone.localdate()
    for days, title in ((300, "Sleep and soothing"), (200, "Fathers and babies")):
        log(held.person, title=title, organization="Keiki Center", started_on=today - timedelta(days=days))
    spread = {"started_on": today - timedelta(days=250), "ended_on": today - timedelta(days=20)}
    log(held.person, "supervision", title="My work with families", hours=12, **spread)
    return held


def test_renewing_at_360_pixels(page: Page, live_server) -> None:
    held = make_year()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, held.person.account)
    page.goto(f"{live_server.url}/apply/endorsements/{held.number}/")
    picture(page, "endorsement")
    page.get_by_role("link", name="See what is asked for, and renew").click()
    expect(page.get_by_text("12 of 15 hours")).to_be_visible()
    fits(page)
    picture(page, "renew-missing")
    page.get_by_role("link", name="Add a training").click()
    expect(page.get_by_label("Given by")).to_have_value("Keiki Center")
    fits(page)
    picture(page, "add")
    page.get_by_label("Title of the training").fill("Reading with babies")
    page.get_by_label("Hours").fill("3")
    page.get_by_label("Hours").press("Enter")
    expect(page.get_by_text("Added: Reading with babies.")).to_be_visible()
    picture(page, "renew-ready")
    page.get_by_role("link", name="Go on to sign").click()
    expect(page.get_by_text("I keep to the code of ethics.")).to_be_visible()
    fits(page)
    picture(page, "check")
    page.get_by_label("Your full name").fill("Ina Applicant")
    page.get_by_role("button", name="Renew").click()
    expect(
        page.get_by_role("link", name="Tick the box to say that you agree: Code of Ethics.")
    ).to_be_visible()
    expect(page.get_by_label("Your full name")).to_have_value("Ina Applicant")
    picture(page, "check-refused")
    for title in ("Code of Ethics", "No sanction"):
        page.get_by_label(f"I have read this and agree: {title}").check()
    page.get_by_role("button", name="Renew").click()
    expect(page.get_by_role("heading", name="Renewed: Infant Family Specialist")).to_be_visible()
    expect(page.get_by_text(Renewal.objects.get().receipt).first).to_be_visible()
    fits(page)
    picture(page, "receipt")
    page.reload()
    page.goto(f"{live_server.url}/apply/renewals/{held.number}/check/")
    expect(page.get_by_text("You can renew from")).to_be_visible()
    assert Renewal.objects.count() == 1


def test_two_credentials_on_one_page_by_keyboard(page: Page, live_server) -> None:
    first = make_year()
    second = make_held("ECFS", "Early Childhood Family Specialist")
    log(first.person, title="Grief", hours=3, started_on=timezone.localdate() - timedelta(days=10))
    sign_in(page, live_server.url, first.person.account)
    page.goto(f"{live_server.url}/apply/renewals/{first.number}/")
    expect(page.get_by_role("heading", name=second.number)).to_be_visible()
    picture(page, "renew-two")
    page.goto(f"{live_server.url}/apply/renewals/{first.number}/check/")
    picture(page, "check-two")
    for title in ("Code of Ethics", "No sanction"):
        page.get_by_label(f"I have read this and agree: {title}").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your full name")).to_be_focused()
    page.keyboard.type("Ina Applicant")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Renewed")).to_be_visible()
    assert Renewal.objects.filter(state="renewed").count() == 2


def test_logging_from_a_phone_and_pasting_a_year(page: Page, live_server) -> None:
    held = make_year()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, held.person.account)
    page.goto(f"{live_server.url}/apply/portfolio/")
    fits(page)
    picture(page, "portfolio")
    page.get_by_role("link", name="Copy the last one").click()
    expect(page.get_by_label("Title of the training")).to_have_value("Fathers and babies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Added: Fathers and babies.")).to_be_visible()
    page.get_by_role("link", name="Paste many").click()
    fits(page)
    rows = "Training\tProvider\tDate\tHours\nPlay\tAloha\t3/1/2026\t2.5\nSleep\tAloha\tsoon\tmany"
    page.get_by_label("Rows").fill(rows)
    page.get_by_role("button", name="See what it becomes").click()
    expect(page.get_by_text("1 of 2 can be added. 1 has a problem.")).to_be_visible()
    fits(page)
    picture(page, "paste")
    page.get_by_role("button", name="Add 1 entry").click()
    expect(page.get_by_text("1 entry added.")).to_be_visible()
    expect(page.get_by_label("Rows")).to_have_value(
        "Training\tProvider\tDate\tHours\nSleep\tAloha\tsoon\tmany"
    )
    picture(page, "paste-left")
