"""Whoever is faster than the page's scripts is saved too; whoever only looks sends nothing."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from endorsement_plugin.models import Reference, StepDraft
from tests.cast import give_referee_link
from tests.factories.applications import make_application
from tests.factories.people import make_person
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATUS = "[data-autosave-status]"
SAVED = re.compile("^Saved ")
LONGER_THAN_ITS_PAUSE_MS = 2500


@pytest.fixture
def slow(page: Page) -> list[Route]:
    """The script that saves is on its way until the test lets it come."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/review_queue/autosave*.js", hold)
    return held


@pytest.fixture
def step(page: Page, live_server) -> str:
    application = make_application(make_person())
    sign_in(page, live_server.url, application.person.account)
    return f"{live_server.url}/apply/{application.pk}/steps/{{}}/"


def arrive(page: Page, slow: list[Route]) -> None:
    expect(page.locator(STATUS)).to_have_text("")
    slow.pop().continue_()
    expect(page.locator(STATUS)).to_have_text(SAVED)


@pytest.mark.parametrize(("field", "words"), [("agency", "Harbor Clinic"), ("story", "I visit\nfamilies.")])
def test_words_typed_before_the_script_came_are_saved(page, step, slow, field, words):
    page.goto(step.format("practice"), wait_until="commit")
    page.fill(f"#id_{field}", words)
    arrive(page, slow)
    assert StepDraft.objects.get().answers[f"q-{field}"].split() == words.split()


def test_so_is_a_mark(page, live_server, slow):
    _, path = give_referee_link()
    page.goto(live_server.url + path)
    page.get_by_role("button", name="Begin").click()
    page.locator("input[name=warmth]").nth(2).check()
    arrive(page, slow)
    assert Reference.objects.get().draft["q-warmth"]


@pytest.mark.parametrize("name", ["about_you", "practice"])
def test_who_only_looks_sends_nothing(page, step, name):
    """Also with what was saved before: lines, blanks at their ends, quotes."""
    page.goto(step.format("practice"))
    page.fill("#id_agency", ' "Harbor" & Clinic ')
    page.fill("#id_story", "\nI visit\r\n\r\n families. \n")
    expect(page.locator(STATUS)).to_have_text(SAVED)
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(request.method)

    page.on("request", note)
    page.goto(step.format(name))
    page.wait_for_timeout(LONGER_THAN_ITS_PAUSE_MS)
    assert "GET" in sent
    assert "POST" not in sent
    expect(page.locator(STATUS)).to_have_text("")
