"""The exam in a real browser: it saves while one writes, and an older tab overwrites nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from endorsement_plugin.models import Sitting
from tests.factories.sittings import make_sitting
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(live_server, context: BrowserContext) -> str:
    """The address of an open exam, for a browser that is signed in as its candidate."""
    sitting = make_sitting("open")
    sign_in(context, live_server.url, sitting.application.person.account)
    return f"{live_server.url}/exam/{sitting.pk}/answers/"


def write(page: Page, words: str) -> None:
    page.get_by_label("Vignette one").press_sequentially(words)


def test_it_saves_while_one_writes(page: Page, paper: str):
    page.goto(paper)
    write(page, "I would wait.")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    expect(page.get_by_text("3 of 400 words")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Vignette one")).to_have_value("I would wait.")


def test_the_older_of_two_tabs_says_that_nothing_was_saved(context: BrowserContext, paper: str):
    older, newer = context.new_page(), context.new_page()
    older.goto(paper)
    newer.goto(paper)
    write(newer, "New")
    expect(newer.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    write(older, "Old")
    expect(older.get_by_text("Not saved.")).to_be_visible()
    assert Sitting.objects.get().draft["q-first"] == "New"
    older.get_by_role("button", name="Save", exact=True).click()
    expect(older.get_by_role("heading", name="Nothing was saved")).to_be_visible()
    expect(older.get_by_label("Vignette one")).to_have_value("Old")


def test_it_is_accessible(page: Page, paper: str):
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(paper)
        assert Axe().run(page).response["violations"] == []
        page.goto(paper.replace("/answers/", "/check/"))
        assert Axe().run(page).response["violations"] == []
