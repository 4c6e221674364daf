"""A coordinator moves an endorsement at a desk and on a phone; its holder asks for another name on one."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator
from tests.factories.policies import make_policy
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return not wider


@pytest.mark.parametrize("width", [1280, 360])
def test_a_sanction_is_recorded_looked_at_confirmed_and_taken_back(page: Page, live_server, width):
    held = make_endorsement(listed=True)
    make_policy(held.association, leave_years=2, emeritus=True)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, make_coordinator(make_association()))
    page.goto(live_server.url + reverse("endorsement_endorsements:inspect", args=[held.pk]))
    assert fits(page)
    page.get_by_role("link", name="Record a sanction").click()
    page.get_by_label("What the board did").fill("License suspended for six months.")
    page.get_by_label("On which day").fill("2026-02-09")
    page.get_by_label("Where you learned of it").fill("The board’s page")
    assert fits(page)
    page.get_by_label("Where you learned of it").press("Enter")
    expect(page.get_by_text("Nothing has happened yet. This is what you confirm:")).to_be_visible()
    expect(page.get_by_text("At once it says “Inactive")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("What the board did")).to_have_value("License suspended for six months.")
    page.get_by_role("button", name="Look at what will happen").click()
    page.get_by_role("button", name="Record the sanction").click()
    expect(page.get_by_text("The letter is on its way.")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Take it back").click()
    page.get_by_label("Reason").fill("The wrong person.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back. No letter has left.")).to_be_visible()
    held.refresh_from_db()
    assert held.state == "active"


def test_a_holder_asks_for_another_name_on_a_phone(page: Page, live_server):
    held = make_endorsement()
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, live_server.url, held.person.account)
    page.goto(live_server.url + reverse("endorsement:endorsement", args=[held.number]))
    assert fits(page)
    page.get_by_role("link", name="Ask for another name").click()
    page.get_by_label("Name", exact=True).fill("Ina Keʻala")
    page.get_by_label("Family name").fill("")
    assert fits(page)
    page.get_by_role("button", name="Ask for another name").click()
    expect(page.get_by_text("You have asked: another name.")).to_be_visible()
    assert held.requests.get().name == "Ina Keʻala"
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
