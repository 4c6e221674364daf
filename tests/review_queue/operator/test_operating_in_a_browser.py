"""The operator's page in a real browser: accessible, no wider than a phone, and fresh by itself."""

from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from review_queue.models import Work
from tests.factories import reviews
from tests.review_queue.operator.test_operating import fail, give_up
from tests.visitors import take_over

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator_page(page: Page, live_server, superuser: Client) -> Page:
    """Signed in as somebody who operates."""
    take_over(page, live_server.url, superuser)
    return page


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_fit(operator_page: Page, live_server, width):
    reviews.make_item()
    work = give_up()
    fail(f"reference {uuid4()}", duty="endorsement.chase_references", times=4321)
    fail("")
    operator_page.set_viewport_size({"width": width, "height": 900})
    for address in (reverse("review_queue:operations"), reverse("review_queue:failed_work", args=[work.pk])):
        operator_page.goto(live_server.url + address)
        assert Axe().run(operator_page).violations_count == 0
        assert operator_page.evaluate("document.documentElement.scrollWidth") == width


def test_the_figures_renew_themselves_and_the_list_below_stays(operator_page: Page, live_server):
    work = give_up()
    operator_page.clock.install()
    operator_page.goto(live_server.url + reverse("review_queue:operations"))
    expect(operator_page.locator("#figures")).to_contain_text("1 piece given up")
    Work.objects.filter(pk=work.pk).update(state="done")
    operator_page.clock.fast_forward(16_000)
    expect(operator_page.locator("#figures")).not_to_contain_text("1 piece given up")
    assert operator_page.get_by_role("link", name="Ask again").count() == 1
    give_up(2)
    operator_page.clock.fast_forward(16_000)
    expect(operator_page.locator("#figures")).to_contain_text("1 piece given up")


def test_after_signing_out_elsewhere_the_last_figures_stay(operator_page: Page, live_server):
    operator_page.clock.install()
    operator_page.goto(live_server.url + reverse("review_queue:operations"))
    operator_page.context.clear_cookies()
    with operator_page.expect_response(f"**{reverse('review_queue:operations')}") as answered:
        operator_page.clock.fast_forward(16_000)
    assert answered.value.status == 401
    expect(operator_page.locator("#figures")).to_contain_text("Duties of the clock")


def test_work_is_asked_for_again_with_the_keyboard(operator_page: Page, live_server):
    work = give_up()
    operator_page.goto(live_server.url + reverse("review_queue:operations"))
    operator_page.get_by_role("link", name="Ask again").press("Enter")
    operator_page.get_by_role("button", name="Ask for it again").press("Enter")
    expect(operator_page.get_by_role("status")).to_have_text("Asked for 1 piece of work again.")
    work.refresh_from_db()
    assert work.state == "pending"
