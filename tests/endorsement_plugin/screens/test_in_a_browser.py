"""What the page says while it saves itself, beside the field it is about."""

import re

import pytest
from playwright.sync_api import Page, expect

from endorsement_plugin.models import Person, Reference
from tests.cast import give_referee_link
from tests.factories.applications import make_application
from tests.factories.people import make_person
from tests.visitors import come_back, lose_reply, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATUS = "[data-autosave-status]"


@pytest.fixture
def step(page: Page, live_server):
    application = make_application(make_person())
    sign_in(page, live_server.url, application.person.account)
    return f"{live_server.url}/apply/{application.pk}/steps/{{}}/"


def test_a_name_that_is_too_long_is_never_called_saved(page, step):
    page.goto(step.format("about_you"))
    page.fill("#id_person-given_name", "I" * 101)
    expect(page.locator(STATUS)).to_have_text("Not all is saved: see the marked field.")
    said = page.locator("#id_person-given_name_refused")
    expect(said).to_contain_text("101 characters, 1 too many")
    assert Person.objects.get().given_name == "Ina"
    page.fill("#id_person-given_name", "Ina Maria")
    expect(page.locator(STATUS)).to_have_text(re.compile("^Saved "))
    expect(said).to_have_count(0)
    assert Person.objects.get().given_name == "Ina Maria"


def test_both_answers_are_shown_where_two_tabs_differ(page, step):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(step.format("practice"))
    other = page.context.new_page()
    other.goto(step.format("practice"))
    other.fill("#id_story", "Written there")
    expect(other.locator(STATUS)).to_have_text(re.compile("^Saved "))
    page.fill("#id_story", "Written here")
    expect(page.locator("#id_story_refused")).to_have_text("Saved elsewhere: Written there")
    page.locator(".savebar").get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Nothing was saved")).to_be_visible()
    expect(page.locator("#id_story_theirs")).to_contain_text("Written there")
    expect(page.locator("#id_story")).to_have_value("Written here")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_enter_in_a_reference_saves_it(page, live_server):
    _, path = give_referee_link()
    page.goto(live_server.url + path)
    page.click("text=Begin")
    page.locator("input[name=warmth]").first.check()
    page.locator("input[name=warmth]").first.press("Enter")
    expect(page.get_by_text("Saved. The link in your mail brings you back here.")).to_be_visible()
    assert Reference.objects.get().state == "opened"


@pytest.mark.parametrize("then", ["Written here", "Written here, and more"])
def test_a_save_whose_reply_was_lost_is_saved_and_meets_nobody_else(page, step, then):
    page.goto(step.format("practice"))
    lose_reply(page, "**/steps/practice/")
    page.fill("#id_story", "Written here")
    expect(page.locator(STATUS)).to_contain_text("Not saved. There is no connection.")
    page.fill("#id_story", then)
    come_back(page)
    expect(page.locator(STATUS)).to_have_text(re.compile("^Saved "))
    page.reload()
    expect(page.locator("#id_story")).to_have_value(then)
