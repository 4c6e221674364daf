"""A clearer's words survive on the page alone: nothing of an answer is kept in the browser."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from review_queue.models import PoolRole
from tests.factories import reviews
from tests.visitors import come_back, kept, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clearer():
    return reviews.make_staff(PoolRole.Role.CLEARER)


@pytest.fixture
def clearance(page: Page, live_server, clearer) -> Page:
    text = "Auntie Nohea of Waimea helped me."
    item = reviews.make_item(sections=[{"code": "q1", "prompt": "What happened?", "text": text}])
    sign_in(page, live_server.url, clearer)
    page.goto(f"{live_server.url}/review/staff/clearance/{item.code}/")
    return page


def test_signed_out_the_words_stay_and_are_looked_for_after_signing_in(clearance: Page, live_server, clearer):
    Session.objects.all().delete()
    clearance.locator('#mask [name="phrase"]').fill("Waimea")
    clearance.get_by_role("button", name="Show where it stands").click()
    expect(
        clearance.get_by_text("Not sent. You have been signed out. Sign in in another tab.")
    ).to_be_visible()
    assert clearance.locator('#mask [name="phrase"]').input_value() == "Waimea"
    assert kept(clearance) == []
    sign_in(clearance, live_server.url, clearer)
    come_back(clearance)
    expect(clearance.get_by_text("1 place. Each is marked in the text")).to_be_visible()
    assert kept(clearance) == []


def test_without_a_connection_it_waits(clearance: Page):
    clearance.context.set_offline(True)
    clearance.locator('#mask [name="phrase"]').fill("Nohea")
    clearance.get_by_role("button", name="Show where it stands").click()
    expect(clearance.get_by_text("Not sent. There is no connection.")).to_be_visible()
    clearance.context.set_offline(False)
    expect(clearance.get_by_text("1 place. Each is marked in the text")).to_be_visible()
