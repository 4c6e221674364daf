"""An editor at Wagtail's admin in a browser: fields are found by their labels, blocks by their names."""

import re
from contextlib import suppress
from datetime import date

from playwright.sync_api import Error, Locator, Page, expect

from tests.visitors import type_day

NEW = "xpath=(.//*[@data-streamfield-stream-container or @data-streamfield-list-container])[1]"
"""What holds the blocks of a list: of lists inside lists, the outer one comes first."""


def labelled(label: str) -> re.Pattern[str]:
    """The label alone, whether or not it is marked as required."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")


class Part:
    """A page or one of its blocks, as far as its editor sees it."""

    def __init__(self, root: Locator) -> None:
        self.root = root

    def field(self, label: str) -> Locator:
        """The control with this label. Of blocks inside this one, its own comes first."""
        controls = self.root.page.locator("input, textarea, select, [contenteditable=true]")
        return self.root.get_by_label(labelled(label)).and_(controls).first

    def write(self, label: str, text: object) -> None:
        self.field(label).fill(str(text))

    def date(self, label: str, day: date) -> None:
        """Type a day, and put the calendar away that opens."""
        type_day(self.field(label), day.isoformat())

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def tick(self, *labels: str) -> None:
        """Tick each. A block just added unfolds: what moved away under a click is clicked once more."""
        for label in labels:
            _settle(self.root)
            with suppress(Error):
                self.field(label).check(timeout=10_000)
            self.field(label).check()

    def among(self, label: str) -> "Part":
        """What stands under this label."""
        said = f"starts-with(normalize-space(.), {label!r})"
        return Part(self.root.locator(f"xpath=.//*[@data-contentpath][label[{said}]]").first)

    def settings(self) -> "Part":
        """Open what is folded away behind the wheel of this block."""
        self.root.get_by_title("Settings", exact=True).first.click()
        return self

    def add(self, label: str, kind: str = "") -> "Part":
        """A new block at the end of the list with this label, of this kind where there are several."""
        place = self.among(label).root
        blocks = place.locator(NEW).locator("xpath=./*[@data-streamfield-child]")
        number = blocks.count()
        button = place.get_by_title(re.compile("^(Insert a block|Add)$")).last
        if kind:
            _take(button, place.page.get_by_role("option", name=kind, exact=True))
        else:
            button.click()
        expect(blocks).to_have_count(number + 1)
        return Part(blocks.nth(number))

    def first(self, label: str) -> "Part":
        """The block that the list with this label has from the start."""
        return Part(self.among(label).root.locator("[data-streamfield-child]").first)

    def only(self) -> Locator:
        """The one control of a block that is a single text."""
        return self.root.locator("input:visible, textarea:visible").first

    def pick_page(self, label: str, title: str) -> None:
        """Open the chooser of pages under this label, look for the page and take it."""
        self.among(label).root.get_by_role("button", name=re.compile("^Choose")).last.click()
        dialog = self.root.page.get_by_role("dialog")
        dialog.get_by_role("textbox").first.fill(title)
        dialog.get_by_role("link", name=title, exact=True).first.click()
        expect(dialog).to_be_hidden()

    def pick(self, label: str, row: str) -> None:
        """Open the chooser under this label and take the row with this name."""
        self.among(label).root.get_by_role("button", name=re.compile("^Choose")).last.click()
        dialog = self.root.page.get_by_role("dialog")
        dialog.get_by_role("link", name=row).first.click()
        expect(dialog).to_be_hidden()


UNFOLDED = """async (part) => {
    const form = part.closest("form") ?? part;
    const unfolding = form.getAnimations({subtree: true}).map((each) => each.finished);
    await Promise.race([Promise.allSettled(unfolding), new Promise((resolve) => setTimeout(resolve, 5000))]);
}"""


def _settle(root: Locator) -> None:
    """Wait until nothing in this form is unfolding any more."""
    root.evaluate(UNFOLDED)


def _take(button: Locator, option: Locator) -> None:
    """Open the menu and take the option. A page that is still being built may close it once more."""
    for _ in range(10):
        _open(button, option)
        with suppress(Error):
            return option.click(timeout=3_000)
    return option.click()


def _open(button: Locator, option: Locator) -> None:
    """Press the button until this is seen: a page whose scripts are not there yet does nothing at first."""
    for _ in range(10):
        if option.is_visible():
            return
        if button.get_attribute("aria-expanded") != "true":
            button.click()
        with suppress(Error):
            option.wait_for(timeout=3_000)


class Row(Part):
    """A new row of one of the association's lists."""

    def __init__(self, page: Page, site: str, name: str) -> None:
        page.goto(f"{site}/admin/endorsement/{name}/new/")
        super().__init__(page.locator("main form").last)
        self.page = page

    def save(self) -> None:
        self.page.get_by_role("button", name=re.compile("^(Create|Save)")).click()
        expect(self.page.locator(".messages .success")).to_be_visible()


class Settings(Part):
    """The association's settings, found by the menu."""

    def __init__(self, page: Page, site: str) -> None:
        page.goto(f"{site}/admin/")
        page.get_by_role("button", name="Settings").click()
        page.get_by_role("link", name="Association", exact=True).click()
        super().__init__(page.locator("main"))

    def save(self) -> None:
        self.root.get_by_role("button", name="Save").click()
        expect(self.root.page.locator(".messages .success")).to_contain_text("Saved:")


class Editing(Part):
    """A page that is open in the admin."""

    def __init__(self, page: Page, site: str, path: str) -> None:
        page.goto(f"{site}/admin/pages/{path}/")
        super().__init__(page.locator("[data-edit-form]"))
        self.page = page

    def among(self, label: str) -> Part:
        """A field of the page that is a list of blocks."""
        said = f"starts-with(normalize-space(.), {label!r})"
        heading = f"//*[self::label or self::h2 or self::h3][{said}]"
        block = "*[@data-contentpath][.//@data-streamfield-stream-container]"
        return Part(self.root.locator(f"xpath={heading}/following::{block}[1]").first)

    def press_publish(self) -> None:
        more = self.page.get_by_role("button", name="More actions").last
        publish = self.page.get_by_role("button", name="Publish").last
        _open(more, publish)
        publish.click()

    def publish(self) -> None:
        """Published, as the admin says."""
        self.press_publish()
        expect(self.page.locator(".messages .success")).to_contain_text("published")

    def refused(self) -> Locator:
        """The refusals on the page that came back."""
        self.press_publish()
        expect(self.page.locator(".messages .error")).to_be_visible()
        return self.page.locator(".w-field__errors:visible, .help-block.help-critical:visible")
