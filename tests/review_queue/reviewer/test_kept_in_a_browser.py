"""What a reviewer types survives the end of a session, a lost connection and a server in trouble."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from review_queue.models import Review
from tests.factories import reviews
from tests.visitors import come_back, kept, lose_reply, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"Saved \d\d:\d\d")


@pytest.fixture
def own():
    _, pair = reviews.make_assigned()
    return reviews.accept_offer(pair[0])


@pytest.fixture
def desk(page: Page, live_server, own) -> Page:
    sign_in(page, live_server.url, own.reviewer.user)
    page.goto(live_server.url + own.get_absolute_url())
    return page


def stored(own) -> str:
    return Review.objects.get(assignment=own).feedback


def test_signed_out_and_in_again_beside_the_desk(desk: Page, live_server, own):
    Session.objects.all().delete()
    desk.fill("#id_feedback", "Seen well.")
    expect(desk.locator("#saved")).to_contain_text("You have been signed out. Sign in")
    assert desk.input_value("#id_feedback") == "Seen well."
    assert desk.get_by_label("E-mail").count() == 0  # no page to sign in on inside the form

    sign_in(desk, live_server.url, own.reviewer.user)
    other = desk.context.new_page()
    other.goto(live_server.url + "/review/")
    come_back(desk)
    expect(desk.locator("#saved")).to_have_text(SAVED)
    assert stored(own) == "Seen well."
    assert kept(desk) == []


def test_signed_out_and_in_again_in_the_same_tab(desk: Page, live_server, own):
    Session.objects.all().delete()
    desk.fill("#id_feedback", "Seen well.")
    desk.get_by_role("link", name="Sign in", exact=True).last.click()
    expect(desk).to_have_url(re.compile(r"/accounts/login/\?next="))
    sign_in(desk, live_server.url, own.reviewer.user)
    desk.goto(live_server.url + own.get_absolute_url())
    expect(desk.locator("#id_feedback")).to_have_value("Seen well.")
    expect(desk.locator("#saved")).to_have_text(SAVED)
    assert stored(own) == "Seen well."


def test_pressing_save_without_a_connection_stays_and_saves_when_it_is_back(desk: Page, own):
    desk.context.set_offline(True)
    desk.fill("#id_feedback", "On the train.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#saved")).to_contain_text("There is no connection.")
    assert desk.input_value("#id_feedback") == "On the train."
    desk.context.set_offline(False)
    expect(desk.get_by_text("Your draft is saved.")).to_be_visible()
    assert stored(own) == "On the train."


def test_another_account_that_signs_in_on_this_tab_sees_nothing(desk: Page, live_server, own):
    other = reviews.make_account()
    Session.objects.all().delete()
    desk.fill("#id_feedback", "Mine alone.")
    expect(desk.locator("#saved")).to_contain_text("signed out")
    sign_in(desk, live_server.url, other)
    come_back(desk)
    expect(desk.locator("#saved")).to_contain_text("Another account is signed in now.")
    assert "Mine alone." in kept(desk)[0]
    desk.goto(live_server.url + "/accounts/email/")
    assert kept(desk) == []


def test_a_desk_that_is_only_looked_at_saves_nothing(desk: Page, own):
    desk.locator(".criterion input").first.check()
    desk.fill("#id_feedback", ' "Seen" & well. \n\n')
    expect(desk.locator("#saved")).to_have_text(SAVED)
    before = Review.objects.get(assignment=own).version
    desk.goto(desk.url)
    desk.wait_for_timeout(2500)  # longer than its pause
    expect(desk.locator("#saved")).to_have_text("Draft saved")
    assert Review.objects.get(assignment=own).version == before


def lost_after_it_was_stored(desk: Page, own, words: str) -> None:
    """What the desk says then is true: it knows of no connection. The server has it, though."""
    lose_reply(desk, "**/draft/")
    desk.fill("#id_feedback", words)
    expect(desk.locator("#saved")).to_contain_text("Not saved. There is no connection.")
    assert stored(own) == words


def test_a_save_whose_reply_was_lost_is_saved(desk: Page, own):
    lost_after_it_was_stored(desk, own, "Seen well.")
    come_back(desk)
    expect(desk.locator("#saved")).to_have_text(SAVED)
    assert stored(own) == "Seen well."
    assert kept(desk) == []


def test_whoever_writes_on_after_a_lost_reply_meets_nobody_else(desk: Page, own):
    lost_after_it_was_stored(desk, own, "Seen")
    desk.fill("#id_feedback", "Seen well, ʻae.")
    come_back(desk)
    expect(desk.locator("#saved")).to_have_text(SAVED)
    assert stored(own) == "Seen well, ʻae."


def test_the_button_saves_after_a_lost_reply(desk: Page, own):
    lost_after_it_was_stored(desk, own, "Seen")
    desk.fill("#id_feedback", "Seen well.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Your draft is saved.")).to_be_visible()
    assert stored(own) == "Seen well."


def test_loaded_again_after_a_lost_reply(desk: Page, own):
    lost_after_it_was_stored(desk, own, "Seen well.")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    expect(desk.locator("#id_feedback")).to_have_value("Seen well.")
    expect(desk.locator("#saved")).to_have_text("Draft saved")


def test_another_tab_in_between_is_still_somebody_to_ask_about(desk: Page, own):
    lost_after_it_was_stored(desk, own, "Seen")
    Review.objects.filter(assignment=own).update(version=2, feedback="From the other tab")
    come_back(desk)
    expect(desk.locator("#saved")).to_contain_text("Not saved.")
    expect(desk.locator("#saved")).to_contain_text("to see both, and choose")
    assert stored(own) == "From the other tab"
