"""Keys and passkeys in a real browser, with an authenticator that Chromium plays, under the site's policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.cast import make_cast
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS = ["", "webauthn/", "webauthn/add/", "recovery-codes/", "totp/activate/", "../sessions/", "../email/"]


@pytest.fixture
def desk(live_server, page: Page, settings) -> Page:
    """The sign-in page, where a factor is demanded and the browser has a key."""
    settings.SECOND_FACTOR_DEMANDED = True
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(f"{live_server.url}/accounts/login/")
    return page


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def set_up(page: Page) -> None:
    """By keyboard alone, from the page that asks for it."""
    page.get_by_role("link", name="Set up a key").press("Enter")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Sign in with it alone").press("Space")
    page.get_by_role("button", name="Set it up").press("Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()


def test_a_coordinator_sets_up_a_passkey_and_signs_in_with_it_alone(desk: Page):
    email = make_cast().coordinator.email
    violations: list[str] = []
    desk.on("console", lambda said: violations.append(said.text) if "Content Security" in said.text else None)
    sign_in(desk, email)
    set_up(desk)
    desk.get_by_role("link", name="Back").click()
    desk.get_by_role("link", name="Go to my work").click()
    desk.wait_for_url("**/admin/")
    desk.context.clear_cookies()
    desk.goto(desk.url)
    desk.get_by_role("button", name="Sign in with a passkey").press("Enter")
    desk.wait_for_url("**/admin/")
    assert violations == []


def test_the_key_is_the_second_factor_after_the_password(desk: Page):
    email = make_cast().chief.email
    sign_in(desk, email)
    set_up(desk)
    desk.context.clear_cookies()
    desk.goto(desk.url.replace("/2fa/recovery-codes/", "/login/"))
    sign_in(desk, email)
    desk.get_by_role("button", name="Use a key or passkey").press("Enter")
    desk.wait_for_url("**/review/staff/")


def test_a_browser_without_the_key_says_so(desk: Page):
    make_cast()
    assert not desk.get_by_role("alert").is_visible()
    desk.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')) }")
    desk.get_by_role("button", name="Sign in with a passkey").click()
    desk.get_by_role("alert").get_by_text("Your device did not give us a key").wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screens_are_accessible_and_fit(desk: Page, width: int):
    sign_in(desk, make_cast().clearer.email)
    set_up(desk)
    desk.set_viewport_size({"width": width, "height": 800})
    start = desk.url.replace("recovery-codes/", "")
    for path in SCREENS:
        desk.goto(start + path)
        assert desk.get_by_role("heading", level=1).count() == 1, path
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(desk, options=RULES)
        assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"
