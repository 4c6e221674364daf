"""Item 9. What is charged, when it is due, and what waits for it; how else it can be paid."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.applications import add_reference
from tests.factories.people import make_coordinator
from tests.journeys.fourteen.office import Office, Sheet
from tests.journeys.fourteen.writing import Editing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOW = "By check to the office, or ask for a scholarship."
LINES = ["When the application is started", "When you move up from IFA.", "At each renewal."]
WAITS = "“Registration”, $25.00, must be settled before the application is submitted."


def write_fees(writing: Editing) -> None:
    registration = writing.add("Fees")
    registration.write("For what", "Registration")
    registration.write("Amount", 25)
    registration.choose("Due", "When the application is started")
    registration.choose("What waits for it", "It must be settled before the application is submitted")
    upgrade = writing.add("Fees")
    upgrade.write("For what", "Difference")
    upgrade.write("Amount", 50)
    upgrade.choose("Due", "In other words")
    upgrade.write("Due, in other words", "when you move up from IFA")
    renewal = writing.add("Fees")
    renewal.write("For what", "Renewal")
    renewal.write("Amount", 40)
    renewal.choose("Due", "At each renewal")


def test_an_editor_writes_what_is_charged_and_what_waits_for_it(office: Office) -> None:
    office.open_form()
    settings = office.settings()
    settings.write("How to pay", HOW)
    settings.save()
    writing = office.edit()
    write_fees(writing)
    writing.publish()
    office.demands()
    page = office.page
    expect(page.get_by_role("row")).to_contain_text(["For what", *LINES])
    ina = office.apply()
    for slot in (1, 2, 3):
        add_reference(ina.application, slot)
    ina.open()
    expect(page.get_by_text(HOW)).to_be_visible()
    page.get_by_role("link", name="Check and submit").click()
    page.get_by_role("button", name="Submit my application").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    settle(office, "Registration")
    ina.open()
    page.get_by_role("link", name="Check and submit").click()
    expect(page.get_by_text(WAITS)).to_have_count(0)
    page.get_by_role("button", name="Submit my application").click()
    expect(page.get_by_text("Your application is submitted.")).to_be_visible()
    assert [*ina.application.fees.values_list("label", "state")] == [("Registration", "waived")]
    ina.application.refresh_from_db()
    charge(office.sheet(ina.application), "Difference")
    assert ina.application.fees.get(label="Difference").state == "due"


def settle(office: Office, label: str) -> None:
    """The coordinator has noted how it was settled."""
    page = office.as_(make_coordinator(office.association))
    page.goto(f"{office.site}{reverse('endorsement_fees:index')}")
    page.get_by_role("link", name=re.compile(label)).first.click()
    page.get_by_label(re.compile("Waived")).check()
    page.get_by_label("Note or reason").fill("Scholarship of the board.")
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".messages .success")).to_contain_text("is marked as waived")


def charge(sheet: Sheet, label: str) -> None:
    """The coordinator charges what is due in other words."""
    sheet.page.get_by_role("link", name="Charge a fee").click()
    sheet.page.get_by_label(re.compile(label)).check()
    sheet.page.get_by_role("button", name=re.compile("Charge")).click()
    expect(sheet.page.locator(".messages .success")).to_be_visible()
