"""A coordinator sets a time, holds somebody, looks at the numbers, switches it on: at a desk, on a phone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from endorsement_plugin.models import Application
from endorsement_plugin.retention.jobs import begin_retention
from endorsement_plugin.retention.rules.terms import Kind
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator, make_person
from tests.factories.retention import made, whole
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD = datetime(2015, 3, 15, 12, 0, tzinfo=UTC)


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return not wider


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_policy_to_the_first_run(page: Page, live_server, width):
    row = whole("declined", OLD, make_person("ina@example.org", "Ina", "Kealoha"))
    whole("declined", OLD, make_person("otto@example.org", "Otto", "Vanishing"))
    made(Kind.ENQUIRIES, OLD)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, make_coordinator(row.association))
    page.goto(live_server.url + reverse("endorsement_retentions"))
    expect(page.get_by_text("Nothing is removed by this policy now.")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Change Transcripts after the decision").click()
    page.get_by_label("How many", exact=True).fill("6")
    page.locator("#id_unit").select_option("months")
    page.get_by_label("Why", exact=True).fill("Counsel’s advice")
    page.get_by_label("Why", exact=True).press("Enter")
    expect(page.get_by_text("At least 1 year. Until then").first).to_be_visible()
    assert fits(page)
    page.get_by_label("How many", exact=True).fill("18")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Counsel’s advice”")).to_be_visible()
    page.get_by_role("link", name="2 of: Transcripts after the decision").first.click()
    expect(page.get_by_role("region", name="Transcripts after the decision")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Hold Ina Kealoha").click()
    page.get_by_label("Why everything is kept").fill("A complaint is looked into.")
    page.get_by_role("button", name="Hold it").click()
    expect(page.get_by_role("heading", name="Ina Kealoha")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Back to the policy").click()
    page.get_by_role("link", name="Look at the numbers and switch it on").click()
    expect(page.get_by_role("button", name="Switch it on")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_text("Tick that you have looked at the numbers.").first).to_be_visible()
    page.get_by_label("I have looked at these numbers.").check()
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_text("Switched on. The first run begins within the hour.")).to_be_visible()
    begin_retention()
    run_due()
    page.reload()
    expect(page.get_by_text("Declined applications: 1").first).to_be_visible()
    assert fits(page)
    kept = Application.objects.filter(emptied_at=None)
    assert [one.person.name for one in kept] == ["Ina Kealoha"]
