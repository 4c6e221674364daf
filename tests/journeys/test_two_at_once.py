"""Two reviewers at one answer at the same moment, each in a browser of their own, and then a third."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from review_queue.models import Agreement, Assignment, Item, Verdict
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.racing import at_once
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = {1: "Glimmerquest", 2: "Brackenhollow", 3: "Tumblewick"}
"""What each writes, by slot: found nowhere else."""
TOGETHER = (
    "moment => setTimeout(() => document.querySelector('main form button').click(), moment - Date.now())"
)
END = re.compile(r"is handed in\. Thank you|This page is not here")
KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


class Desk:
    """One reviewer's browser, which remembers all it has been shown."""

    def __init__(self, browser: Browser, server: LiveServer, assignment: Assignment) -> None:
        self.assignment, self._server = assignment, server
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        sign_in(context, server.url, assignment.reviewer.user)
        self.page = context.new_page()
        self._shown: list[str] = []

    @property
    def word(self) -> str:
        return WORDS[self.assignment.slot]

    def open(self, path: str = "") -> None:
        self.page.goto(self._server.url + (path or self.assignment.get_absolute_url()))
        self.look()

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()
        self.look()

    def mark(self, points: int) -> None:
        """A level for each criterion by its key, a remark, some feedback; not waiting for any answer."""
        self.page.locator(".criterion input").first.focus()
        for _ in range(self.page.locator(".criterion").count()):
            self.page.keyboard.press(str(points))
        self.page.locator(".criterion summary").first.click()
        self.page.locator(".criterion textarea").first.fill(f"{self.word} remark")
        self.page.get_by_label("Feedback").fill(f"{self.word} for the candidate.")

    def look(self) -> None:
        self._shown += [self.page.url, self.page.content(), self.page.evaluate(KEPT)]

    @property
    def shown(self) -> str:
        return "\n".join(self._shown)


@pytest.fixture
def item() -> Item:
    """Offered to two, with a third person in the pool who may settle a dispute."""
    made, _ = reviews.make_assigned()
    reviews.make_reviewer(made.pool, may_adjudicate=True)
    return made


@pytest.fixture
def sit_down(browser: Browser, live_server: LiveServer) -> Callable[[Assignment], Desk]:
    return lambda assignment: Desk(browser, live_server, assignment)


def both(item: Item, sit_down: Callable[[Assignment], Desk]) -> tuple[Desk, Desk]:
    first, second = (sit_down(one) for one in item.assignments.order_by("slot"))
    return first, second


def score_together(desks: tuple[Desk, ...], points: tuple[int, ...]) -> None:
    """Everybody opens, accepts, marks and is saved; then all hand in at one moment of the clock."""
    for step in (Desk.open, lambda desk: desk.press("Accept and start")):
        for desk in desks:
            step(desk)
    for desk, wanted in zip(desks, points, strict=True):
        desk.mark(wanted)
    for desk in desks:
        expect(desk.page.locator("#saved")).to_contain_text("Saved ")
        desk.look()
    for desk in desks:
        desk.press("Check and hand in")
        expect(desk.page.get_by_role("button", name="Hand in my review")).to_be_visible()
    hand_in_at_once(desks)
    for desk in desks:
        expect(desk.page.locator("main")).to_contain_text("is handed in. Thank you.")
        desk.look()


def hand_in_at_once(desks: tuple[Desk, ...]) -> None:
    moment = desks[0].page.evaluate("() => Date.now()") + 1000
    for desk in desks:
        desk.page.evaluate(TOGETHER, moment)


def work_at_once() -> None:
    """Two workers begin with what handing in has asked for, and with what follows from it."""
    at_once(run_due, run_due)
    run_due()


def others_of(desk: Desk, item: Item) -> Iterator[str]:
    """What this desk must never show: codes, words and addresses of the others, and the item's own."""
    yield from (item.code, item.ref, str(item.pk))
    yield from (word for word in WORDS.values() if word != desk.word)
    for one in item.assignments.exclude(pk=desk.assignment.pk).select_related("reviewer__user"):
        yield from (one.code, one.reviewer.user.email)


def assert_blind(desks: tuple[Desk, ...], item: Item) -> None:
    for desk in desks:
        for path in ("/review/", "/review/history/", f"/review/history/{desk.assignment.code}/"):
            desk.open(path)
        assert desk.word in desk.shown
        assert [word for word in others_of(desk, item) if word in desk.shown] == []


def after_handing_in(desk: Desk) -> str:
    """The words of the page that follows, without the one code."""
    return desk.page.locator("main").inner_text().replace(desk.assignment.code, "CODE")


def kinds(item: Item) -> list[str]:
    wanted = ("submitted", "agreed", "disputed", "decided")
    return [kind for kind in item.events.values_list("kind", flat=True) if kind in wanted]


def test_two_who_agree_are_compared_once(item: Item, sit_down: Callable[[Assignment], Desk]):
    desks = both(item, sit_down)
    score_together(desks, (3, 3))
    work_at_once()
    assert after_handing_in(desks[0]) == after_handing_in(desks[1])
    assert kinds(item) == ["submitted", "submitted", "agreed", "decided"]
    assert Agreement.objects.get(item=item).agreed
    assert Verdict.objects.filter(item=item).count() == 1
    assert_blind(desks, item)


def test_two_who_disagree_are_compared_once_and_a_third_settles_it(
    item: Item, sit_down: Callable[[Assignment], Desk]
):
    desks = both(item, sit_down)
    score_together(desks, (3, 0))
    work_at_once()
    assert after_handing_in(desks[0]) == after_handing_in(desks[1])
    assert kinds(item) == ["submitted", "submitted", "disputed"]
    assert Agreement.objects.filter(item=item, agreed=False).count() == 1
    third = sit_down(Assignment.objects.get(item=item, slot=3))
    score_together((third,), (3,))
    work_at_once()
    assert after_handing_in(third) == after_handing_in(desks[0])
    assert kinds(item)[-2:] == ["submitted", "decided"]
    assert Verdict.objects.filter(item=item).count() == 1
    assert_blind((*desks, third), item)


def test_one_reviewer_in_two_windows_hands_in_once(item: Item, sit_down: Callable[[Assignment], Desk]):
    """The second window is told that the review is in, and nothing is compared."""
    own = item.assignments.get(slot=1)
    first, second = sit_down(own), sit_down(own)
    first.open()
    first.press("Accept and start")
    first.mark(3)
    expect(first.page.locator("#saved")).to_contain_text("Saved ")
    for desk in (first, second):
        desk.open(f"{own.get_absolute_url()}submit/")
    hand_in_at_once((first, second))
    for desk in (first, second):
        expect(desk.page.locator("main")).to_contain_text(END)
    assert kinds(item) == ["submitted"]
    assert not Agreement.objects.exists()
