"""A reviewer's details in a real browser: nothing in anybody's way, and nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from review_queue.models import PoolRole
from review_queue.roster.actions.change_details import Details, change_details
from review_queue.roster.actions.declare import declare_conflict
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.visitors import take_over

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_details_are_accessible_and_fit(page: Page, live_server, width):
    who = reviews.make_reviewer(qualifications=["IMHS", "IMHM-C"], agency="Hale Keiki")
    leader = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool(), first_name="Charles")
    for kind, words in (("person", "Leilani Smith"), ("domain", "hale-keiki.org")):
        declare_conflict(reviewer=who, by=who.user, kind=kind, words=words)
    change_details(
        reviewer=who, by=who.user, details=Details(agency="Children’s Home Society of the Islands")
    )
    page.set_viewport_size({"width": width, "height": 900})
    for user, address in (
        (who.user, reverse("review_queue:details")),
        (leader, reverse("review_queue:reviewer", args=[who.pk])),
    ):
        take_over(page, live_server.url, signed_in(user))
        page.goto(live_server.url + address)
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") == width
