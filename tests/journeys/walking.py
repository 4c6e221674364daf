"""One person at a browser: opens, fills in, presses, and looks with the eyes of axe."""

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Values = dict[str, Any]


class Visitor:
    """A browser of one's own, with nobody else's cookies."""

    def __init__(self, browser: Browser, address: str, width: int = 1280) -> None:
        self._context = browser.new_context(viewport={"width": width, "height": 900})
        self._context.set_default_timeout(60_000)
        self._address = address
        self.page: Page = self._context.new_page()

    def open(self, address: str) -> None:
        """A path of the site, or a whole address as it stands in a letter."""
        self.page.goto(address if "://" in address else self._address + address)

    def sign_in(self, email: str, password: str) -> None:
        self.open("/accounts/login/")
        self.fill({"login": email, "password": password})
        self.press("Sign in", within="main")

    def fill(self, values: Values) -> None:
        """Put values into the controls of these names that the page has."""
        for name, value in values.items():
            control = self.page.locator(f'main [name="{name}"]')
            if control.count():
                _enter(control, value)

    def press(self, button: str, within: str = "body") -> None:
        """Press, and wait for the page that this leads to: scripts save and ask before they send."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("button", name=button).first.click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()

    def upload(self, file: Path) -> None:
        self.page.locator('input[type="file"]').set_input_files(file)
        self.press("Upload")

    def reads(self, text: str) -> bool:
        """Whether the page says this, in its visible text."""
        return text in self.page.locator("body").inner_text()

    def sees_saved(self) -> None:
        """Wait until the page itself says that all is saved, and when."""
        self.page.locator("[data-autosave-status]", has_text=re.compile(r"^Saved \d")).wait_for()

    def look(self, within: str = "body") -> None:
        """Fail on anything that axe objects to."""
        found = Axe().run(self.page, context=within, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}: {found.generate_report()}"


def _enter(control: Any, value: Any) -> None:
    kind = control.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        control.select_option(value)
    elif kind in ("radio", "checkbox"):
        for chosen in value if isinstance(value, list) else [value]:
            control.and_(control.page.locator(f'[value="{chosen}"]')).check()
    elif kind != "hidden":
        control.fill(value)
