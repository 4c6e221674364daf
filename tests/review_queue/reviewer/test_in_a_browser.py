"""The desk in a real browser: the keyboard marks, the draft saves itself, and nothing is in anybody's way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_marking_with_the_keyboard_saves_by_itself(page: Page, live_server):
    _, pair = reviews.make_assigned()
    own = reviews.accept_offer(pair[0])
    sign_in(page, live_server.url, own.reviewer.user)
    page.goto(live_server.url + own.get_absolute_url())

    page.locator(".criterion input").first.focus()
    page.keyboard.press("3")
    page.keyboard.press("2")
    expect(page.locator("#saved")).to_contain_text("Saved ")
    assert Axe().run(page).violations_count == 0

    page.reload()
    expect(page.locator("input:checked").first).to_have_value("3")
    expect(page.locator("input:checked").last).to_have_value("2")


def test_the_desk_gives_signs_of_life_while_it_is_read(page: Page, live_server):
    _, pair = reviews.make_assigned()
    own = reviews.accept_offer(pair[0])
    sign_in(page, live_server.url, own.reviewer.user)
    page.clock.install()
    with page.expect_response("**/here/") as begun:
        page.goto(live_server.url + own.get_absolute_url())
    assert begun.value.status == 204
    assert "begins" in (begun.value.request.post_data or "")

    with page.expect_response("**/here/") as reading:
        page.clock.run_for(61_000)
    assert reading.value.status == 204
    assert "begins" not in (reading.value.request.post_data or "")

    page.clock.run_for(300_000)
    given = []
    page.on("request", lambda request: given.append(request.url))
    page.clock.run_for(300_000)
    assert not [url for url in given if url.endswith("/here/")]
    page.keyboard.press("Shift")
    with page.expect_response("**/here/"):
        page.clock.run_for(61_000)
