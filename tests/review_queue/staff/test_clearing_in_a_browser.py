"""Clearing typed words in a real browser: what is selected with the mouse, or typed, is masked everywhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from review_queue.models import PoolRole
from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Then Anuenue came with the child. Later anuenue stayed."


@pytest.fixture
def item():
    return reviews.make_item(sections=[{"code": "q1", "prompt": "", "text": TEXT}])


@pytest.fixture
def clearing(page: Page, live_server, item) -> Page:
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    sign_in(page, live_server.url, clearer)
    page.goto(live_server.url + reverse("review_queue:clearance", args=[item.code]))
    return page


def test_words_are_selected_with_the_mouse(clearing: Page, item):
    place = clearing.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf("Anuenue");
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 7);
                const box = range.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }
        }"""
    )
    clearing.mouse.dblclick(*place)
    expect(clearing.locator("#mask [name=phrase]")).to_have_value("Anuenue")
    assert Axe().run(clearing).violations_count == 0
    clearing.get_by_role("button", name="Show where it stands").click()
    expect(clearing.get_by_text("2 places.")).to_be_visible()
    assert Axe().run(clearing).violations_count == 0
    clearing.get_by_role("button", name="Mask what is ticked").click()
    expect(clearing.locator("#text")).not_to_contain_text("nuenue")
    assert item.sections.get().text == "Then [NAME-1] came with the child. Later [NAME-1] stayed."


def test_words_are_typed_and_the_answer_released_without_a_mouse(clearing: Page, item):
    clearing.locator("#mask [name=phrase]").focus()
    clearing.keyboard.type("anuenue")
    clearing.keyboard.press("Enter")
    expect(clearing.get_by_role("heading", name="Mask “anuenue”?")).to_be_focused()
    clearing.get_by_role("button", name="Tick none").focus()
    clearing.keyboard.press("Enter")
    expect(clearing.locator("[name=places]:checked")).to_have_count(0)
    clearing.keyboard.press("Enter")
    expect(clearing.locator("[name=places]:checked")).to_have_count(2)
    clearing.get_by_role("button", name="Mask what is ticked").focus()
    clearing.keyboard.press("Enter")
    expect(clearing.locator("#text")).not_to_contain_text("nuenue")
    while clearing.evaluate("performance.now()") < 700:  # nobody reads an answer in less
        pass
    clearing.get_by_role("button", name="Release, and open the next").focus()
    clearing.keyboard.press("Enter")
    expect(clearing.get_by_text("is released.")).to_be_visible()
    item.refresh_from_db()
    assert item.state == "cleared"
    assert item.sections.get().text == "Then [NAME-1] came with the child. Later [NAME-1] stayed."
