"""Pictures of every screen of a running demo: `make screenshots` puts them in var/screenshots/WIDTH/NAME.png.

A screen is named, belongs to a role, and is reached from a path by following links.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import chromium

WIDTHS = {360: 800, 1280: 900}
UUID = r"[0-9a-f-]{36}"


@dataclass(frozen=True)
class Screen:
    """`follow` are regular expressions for the links to take from `path`, by address or by words.

    `press` is a button to press then. Of several roles the first one counts that gets there.
    """

    name: str
    path: str
    role: str | tuple[str, ...] = ""
    follow: tuple[str, ...] = ()
    press: str = ""


MINE = rf"/apply/{UUID}/$"
REVIEWERS = (
    "Reviewer",
    "Second reviewer",
    "Third reviewer",
    "Fourth reviewer",
    "Fifth reviewer",
    "Adjudicator",
)
FILE = rf"/admin/endorsement/applications/{UUID}/$"
SCREENS = (
    Screen("home", "/"),
    Screen("credentials", "/credentials/"),
    Screen("credential", "/credentials/imhs/"),
    Screen("application-form", "/credentials/imhs/apply/"),
    Screen("text", "/what-is-endorsement/"),
    Screen("questions", "/questions/"),
    Screen("registry", "/registry/"),
    Screen("registry-entry", "/registry/", follow=(r"/registry/[^/?]+/$",)),
    Screen("not-found", "/no-such-page/"),
    Screen("sign-in", "/accounts/login/"),
    Screen("sign-up", "/accounts/signup/"),
    Screen("password-reset", "/accounts/password/reset/"),
    Screen("second-factor", "/accounts/2fa/", "Coordinator"),
    Screen("sessions", "/accounts/sessions/", "Coordinator"),
    Screen("mailbox", "/mailbox/"),
    Screen("mailbox-message", "/mailbox/", follow=(rf"/mailbox/{UUID}/",)),
    Screen("mailbox-offer", "/mailbox/", follow=("You are asked to score",)),
    Screen("reference-link", "/mailbox/", follow=("asks you for a reference", "/reference/")),
    Screen("reference-form", "/mailbox/", follow=("asks you for a reference", "/reference/"), press="Begin"),
    Screen("applications", "/apply/", "Applicant"),
    Screen("applicant-tasks", "/apply/", "Applicant", (MINE,)),
    *(
        Screen(f"applicant-{step}", "/apply/", "Applicant", (MINE, f"/steps/{step}/"))
        for step in (
            *("about_you", "your_work", "education", "work", "training", "supervision"),
            *("competencies", "references", "ethics"),
        )
    ),
    Screen("applicant-entry", "/apply/", "Applicant", (MINE, "/steps/training/", "/add/")),
    Screen(
        "applicant-referee",
        "/apply/",
        "Applicant",
        (MINE, "/steps/references/", "/referees/1/"),
    ),
    Screen("applicant-check", "/apply/", "Applicant", (MINE, "/check/")),
    Screen("applicant-withdraw", "/apply/", "Applicant", (MINE, "/withdraw/")),
    Screen("reviewer-queue", "/review/", REVIEWERS),
    Screen("reviewer-offer", "/review/", REVIEWERS, (r"/review/answer/",)),
    Screen("reviewer-desk", "/review/", REVIEWERS, (r"/review/answer/",), press="Accept and start"),
    Screen("reviewer-check", "/review/", REVIEWERS, (r"/review/answer/",), press="Check and hand in"),
    Screen("reviewer-report", "/review/", REVIEWERS, (r"/review/answer/", "/report/$")),
    Screen("reviewer-asks", "/review/", REVIEWERS, press="Give me one"),
    Screen("reviewer-leave", "/review/", REVIEWERS, (r"/review/answer/", "/leave/")),
    Screen("reviewer-history", "/review/history/", REVIEWERS),
    Screen("reviewer-past", "/review/history/", REVIEWERS, (r"/review/history/[^/]+/",)),
    Screen("reviewer-calibration", "/review/calibration/", "Reviewer"),
    Screen("reviewer-calibration-new", "/review/calibration/", "Second reviewer"),
    Screen("reviewer-calibration-text", "/review/calibration/", "Reviewer", (r"/review/calibration/[^/]+/",)),
    Screen("clearer", "/review/staff/", "Clearer"),
    Screen("clearer-list", "/review/staff/clearance/", "Clearer"),
    Screen("clearer-item", "/review/staff/clearance/", "Clearer", (r"/staff/clearance/[0-9A-Z-]+/",)),
    Screen(
        "clearer-choosing",
        "/review/staff/clearance/",
        "Clearer",
        (r"/staff/clearance/[0-9A-Z-]+/",),
        press="No name?",
    ),
    Screen("chief", "/review/staff/", "Chief reviewer"),
    Screen("chief-round", "/review/staff/", "Chief reviewer", ("/staff/rounds/",)),
    Screen("chief-plan", "/review/staff/", "Chief reviewer", ("/staff/rounds/", "/plan/")),
    Screen("chief-item", "/review/staff/", "Chief reviewer", ("/staff/rounds/", "/staff/items/")),
    Screen("chief-calibration", "/review/staff/calibration/", "Chief reviewer"),
    Screen("chief-rubric", "/review/staff/", "Chief reviewer", ("/staff/rounds/", "/staff/rubrics/")),
    Screen(
        "chief-unblind", "/review/staff/", "Chief reviewer", ("/staff/rounds/", "/staff/items/", "/unblind/$")
    ),
    Screen("chief-reports", "/review/staff/reports/", "Chief reviewer"),
    Screen("chief-agreement", "/review/staff/reports/", "Chief reviewer", ("/staff/reports/[^/]+/",)),
    Screen(
        "chief-reviewers",
        "/review/staff/reports/",
        "Chief reviewer",
        ("/staff/reports/[^/]+/", "/reviewers/"),
    ),
    Screen("chief-pairs", "/review/staff/reports/", "Chief reviewer", ("/staff/reports/[^/]+/", "/pairs/")),
    Screen("chief-anchors", "/review/staff/reports/", "Chief reviewer", ("/staff/reports/[^/]+/", "/drift/")),
    Screen("operations", "/review/staff/operations/", "Superuser"),
    Screen("admin-coordinator", "/admin/", "Coordinator"),
    Screen("admin-worklist", "/admin/endorsement/applications/", "Coordinator"),
    Screen("admin-file", "/admin/endorsement/applications/", "Coordinator", (FILE,)),
    Screen("admin-decisions", "/admin/endorsement/decisions/", "Coordinator"),
    Screen("admin-editor", "/admin/", "Editor"),
)


def main(folder: Path) -> None:
    """Take every picture at every width; a screen that cannot be reached is named at the end."""
    address, cast = _demo()
    missed = []
    with chromium() as browser:
        for width, height in WIDTHS.items():
            taker = Taker(browser, address, cast, width, height)
            missed += [f"{width} {name}" for name in taker.take_all(folder / str(width))]
    print("\n".join([f"Pictures are in {folder}.", *(f"Not reached: {name}" for name in missed)]))


def _demo() -> tuple[str, dict[str, tuple[str, str]]]:
    django.setup()
    from django.conf import settings

    from association.demo import cast, record

    running = record.read(settings.DATA_DIR)
    if running is None:
        sys.exit("No demo is running. Start it with: make demo")
    people = cast.read(settings.BASE_DIR / "fixtures" / "cast.json")
    return running.address, {one.role: (one.email, one.password) for one in people}


class Taker:
    """Takes pictures of one width; keeps each role signed in."""

    def __init__(
        self, browser: Browser, address: str, cast: dict[str, tuple[str, str]], width: int, height: int
    ) -> None:
        self._browser, self._address, self._cast = browser, address, cast
        self._size = {"width": width, "height": height}
        self._visitors: dict[str, BrowserContext] = {}

    def take_all(self, folder: Path) -> Iterator[str]:
        """Names of the screens that could not be reached."""
        folder.mkdir(parents=True, exist_ok=True)
        for screen in SCREENS:
            roles = (screen.role,) if isinstance(screen.role, str) else screen.role
            if not any(self._take(screen, role, folder / f"{screen.name}.png") for role in roles):
                yield screen.name

    def _take(self, screen: Screen, role: str, picture: Path) -> bool:
        page = self._visitor(role).new_page()
        reached = self._reach(page, screen)
        if reached:
            page.screenshot(path=picture, full_page=True)
        page.close()
        return reached

    def _visitor(self, role: str) -> BrowserContext:
        if role not in self._visitors:
            self._visitors[role] = self._browser.new_context(viewport=self._size)  # type: ignore[arg-type]
            if role:
                self._sign_in(self._visitors[role].new_page(), *self._cast[role])
        return self._visitors[role]

    def _sign_in(self, page: Page, email: str, password: str) -> None:
        page.goto(f"{self._address}/accounts/login/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()

    def _reach(self, page: Page, screen: Screen) -> bool:
        page.goto(self._address + screen.path)
        for part in screen.follow:
            links = page.eval_on_selector_all("a[href]", "all => all.map(a => [a.href, a.textContent])")
            found = next(
                (href for href, words in links if any(re.search(part, x) for x in (href, words))), None
            )
            if found is None:
                return False
            page.goto(found)
        button = page.get_by_role("button", name=screen.press)
        if screen.press and button.count():
            button.first.click()
            page.wait_for_load_state()
        return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "association.settings.demo")
    sys.path.insert(0, "site")
    main(Path("var") / "screenshots")
