"""The host site's screens in a real browser: accessible, and nothing wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories.credentials import make_application_form, make_association, make_credential
from tests.factories.pages import make_home

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/mailbox/",
    "/nowhere/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("width", [360, 1280])
def test_screens_are_accessible_and_fit(live_server: LiveServer, page: Page, width: int):
    make_association(accent="#c9743f", statement="We stand with babies.")
    make_home()
    page.set_viewport_size({"width": width, "height": 800})
    for path in SCREENS:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"


def test_a_refused_form_leads_to_its_fields(live_server: LiveServer, page: Page):
    page.goto(f"{live_server.url}/accounts/signup/")
    page.get_by_role("button", name="Create my account").click()
    summary = page.get_by_role("alert")
    assert summary.evaluate("element => element === document.activeElement")
    summary.get_by_role("link", name="Password: Please fill this in.").click()
    assert page.evaluate("document.activeElement.name") == "password1"
    assert Axe().run(page, options=RULES).violations_count == 0


def test_the_menu_opens_from_a_button_on_a_narrow_screen_only(live_server: LiveServer, page: Page):
    make_application_form(make_credential())
    page.goto(f"{live_server.url}/accounts/login/")
    apply = page.get_by_role("navigation").get_by_role("link", name="Apply")
    assert apply.is_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    assert not apply.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert apply.is_visible()


@pytest.mark.parametrize("name", ["Association for Infant Mental Health in Hawai‘i", "Kinderschutz" * 6])
def test_the_menu_button_keeps_its_word_on_one_line(live_server: LiveServer, page: Page, name: str):
    make_association(name=name)
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/accounts/login/")
        button = page.get_by_text("Menu", exact=True).bounding_box()
        assert button
        assert button["height"] < 60
        assert page.evaluate("document.documentElement.scrollWidth") <= width
