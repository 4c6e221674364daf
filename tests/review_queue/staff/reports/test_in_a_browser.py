"""The reports in a real browser: nothing in anybody's way, and nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from tests.factories.scored import make_scored_round
from tests.visitors import take_over

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "agreement",
    "agreement_reviewers",
    "agreement_severity",
    "agreement_pairs",
    "agreement_drift",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_reports_are_accessible_and_fit(page: Page, live_server, chief, width):
    scored_in = make_scored_round(31, criteria=3)
    take_over(page, live_server.url, chief)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (
        reverse("review_queue:reports"),
        *(reverse(f"review_queue:{name}", args=[scored_in.code]) for name in PAGES),
    ):
        page.goto(live_server.url + address)
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_another_yardstick_is_chosen_without_a_script(page: Page, live_server, chief):
    scored_in = make_scored_round(4)
    take_over(page, live_server.url, chief)
    page.goto(live_server.url + reverse("review_queue:agreement_reviewers", args=[scored_in.code]))
    page.get_by_label("Compare on").select_option("Criterion 1")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("heading", name="Severity: Criterion 1").is_visible()
