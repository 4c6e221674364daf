"""A training is logged from a phone in a bounded number of taps, swipes and keys: no clock is asked.

By the keystroke-level model (Card, Moran and Newell) with two seconds for a tap or a swipe and half a second
for a key, a minute has room for ten of the first and eighty of the second.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from endorsement_plugin.models import EvidenceEntry
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import log, make_policy, training
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST = 24
"""CSS pixels of what is tapped, either way (WCAG 2.2, 2.5.8)."""
HEIGHT = 640


@dataclass
class Thumb:
    """What somebody does with a phone, counted. Nothing is done that a thumb could not do."""

    page: Page
    taps: int = 0
    swipes: int = 0
    keys: int = 0

    def tap(self, what: Locator) -> None:
        """Swipe until it is on the screen, and tap it: it is large enough, and nothing lies on it."""
        self._swipe_to(what)
        box = what.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALLEST, box
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1

    def type(self, field: Locator, text: str) -> None:
        """Tap the field and type, key by key."""
        self.tap(field)
        expect(field).to_be_focused()
        self.page.keyboard.type(text)
        self.keys += len(text)

    def _swipe_to(self, what: Locator) -> None:
        """Half a screen with each."""
        while True:
            box = what.bounding_box()
            assert box is not None
            if box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT:
                return
            down = 1 if box["y"] > 0 else -1
            self.page.evaluate("by => scrollBy({top: by, behavior: 'instant'})", down * HEIGHT // 2)
            self.swipes += 1
            assert self.swipes < 20, "it is never on the screen"

    def is_within_a_minute(self) -> bool:
        """By the model."""
        return 2 * (self.taps + self.swipes) + self.keys / 2 <= 60


@pytest.fixture
def context(browser: Browser):
    context: BrowserContext = browser.new_context(
        viewport={"width": 360, "height": HEIGHT}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


@pytest.fixture
def thumb(context: BrowserContext, live_server) -> Thumb:
    """On the portfolio of somebody who logged a training of the same organization a month ago."""
    make_policy(clauses=[training(15)])
    today = timezone.localdate()
    held = make_endorsement(granted_on=today - timedelta(days=900), renewal_due=today + timedelta(days=90))
    log(held.person, title="Fathers and babies", organization="Keiki Center", hours=2)
    page = context.new_page()
    sign_in(page, live_server.url, held.person.account)
    page.goto(f"{live_server.url}/apply/portfolio/")
    return Thumb(page)


def newest() -> EvidenceEntry:
    return EvidenceEntry.objects.latest("created_at")


def test_a_training_of_today_is_four_taps_and_what_is_typed(thumb: Thumb):
    page, title = thumb.page, "Sleep and soothing"
    thumb.tap(page.get_by_role("link", name="Add a training"))
    thumb.type(page.get_by_label("Title of the training"), title)
    thumb.type(page.get_by_label("Hours"), "2.5")
    thumb.tap(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text(f"Added: {title}.")).to_be_visible()
    assert (thumb.taps, thumb.keys) == (4, len(title) + 3)
    assert thumb.swipes <= 3
    assert thumb.is_within_a_minute()
    entry = newest()
    assert (entry.title, entry.organization, entry.started_on) == (
        title,
        "Keiki Center",
        timezone.localdate(),
    )


def test_one_of_another_organization_and_the_next_of_the_same_day(thumb: Thumb):
    page = thumb.page
    thumb.tap(page.get_by_role("link", name="Add a training"))
    thumb.type(page.get_by_label("Title of the training"), "Grief")
    where = page.get_by_label("Given by")
    thumb.tap(where)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Ohana House")
    thumb.keys += 1 + len("Ohana House")
    thumb.type(page.get_by_label("Hours"), "3")
    thumb.tap(page.get_by_role("button", name="Save and add another"))
    expect(page.get_by_text("Added: Grief.")).to_be_visible()
    assert thumb.taps == 5
    assert thumb.is_within_a_minute()
    first = Thumb(page)
    first.type(page.get_by_label("Title of the training"), "Play")
    first.type(page.get_by_label("Hours"), "1")
    first.tap(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Added: Play.")).to_be_visible()
    assert (first.taps, first.keys) == (3, 5)
    assert newest().organization == "Ohana House"


def test_the_last_one_again_is_two_taps(thumb: Thumb):
    page = thumb.page
    thumb.tap(page.get_by_role("link", name="Copy the last one"))
    thumb.tap(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Added: Fathers and babies.")).to_be_visible()
    assert (thumb.taps, thumb.keys) == (2, 0)
    assert EvidenceEntry.objects.filter(title="Fathers and babies").count() == 2
