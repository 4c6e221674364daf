"""The desk with a mouse and without: the rubric in one key, words selected and highlighted, nothing lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from review_queue.models import Highlight, Review
from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "I would wait with them.\n\nThen I would wait again, and wonder aloud."


@pytest.fixture
def own():
    _, pair = reviews.make_assigned(sections=[{"code": "q1", "prompt": "What would you do?", "text": TEXT}])
    return reviews.accept_offer(pair[0])


@pytest.fixture
def desk(page: Page, live_server, own) -> Page:
    sign_in(page, live_server.url, own.reviewer.user)
    page.goto(live_server.url + own.get_absolute_url())
    return page


def select(page: Page, words: str, turn: int) -> None:
    """Select a mention of these words in the second paragraph or later, as with a mouse."""
    page.evaluate(
        """([words, turn]) => {
            const typed = document.querySelector("[data-typed]");
            const walker = document.createTreeWalker(typed, NodeFilter.SHOW_TEXT);
            let left = turn;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
                    if (--left) continue;
                    document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
                    return;
                }
            }
        }""",
        [words, turn],
    )


def test_selected_words_are_highlighted_with_a_note_and_no_new_page(desk: Page, own):
    desk.evaluate("window.same = true")
    select(desk, "I would wait", 2)
    expect(desk.get_by_label("Words to highlight")).to_have_value("I would wait")
    note = desk.get_by_role("textbox", name="Your note")
    note.fill("Waits twice")
    note.press("Enter")
    expect(desk.locator("[data-typed] p").nth(1).locator("mark")).to_have_text("I would wait")
    expect(desk.locator("[data-typed] p").first.locator("mark")).to_have_count(0)
    expect(desk.locator(".notes__list")).to_contain_text("Waits twice")
    expect(desk.locator("[data-notes-status]")).to_have_text("Kept.")
    assert Axe().run(desk).violations_count == 0

    select(desk, "wait with", 1)
    desk.get_by_role("button", name="Keep this note").click()
    expect(desk.locator(".notes__list li")).to_have_count(2)
    select(desk, "would wait", 1)
    desk.get_by_role("button", name="Keep this note").click()
    expect(desk.locator("#answer")).to_contain_text("highlighted already")
    expect(desk.get_by_label("Words to highlight")).to_have_value("would wait")

    desk.get_by_role("button", name="Remove note 1").click()
    expect(desk.locator(".notes__list li")).to_have_count(1)
    assert desk.evaluate("window.same") is True
    desk.reload()
    expect(desk.locator("mark.highlight").first).to_have_text("I would wait")
    assert Highlight.objects.count() == 1


def test_a_note_that_cannot_be_sent_stays_where_it_was_typed(desk: Page, own):
    select(desk, "wonder aloud", 1)
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Keep this note").click()
    expect(desk.locator("[data-notes-status]")).to_contain_text("There is no connection.")
    expect(desk.get_by_label("Words to highlight")).to_have_value("wonder aloud")
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Keep this note").click()
    expect(desk.locator("mark.highlight").first).to_have_text("wonder aloud")


def test_one_key_leads_to_the_rubric_from_anywhere_and_back(desk: Page, own):
    desk.locator("#answer").focus()
    desk.keyboard.press("Escape")
    desk.keyboard.press("3")
    desk.keyboard.press("Escape")
    expect(desk.locator("#answer")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator(".criterion").nth(1).locator("input").first).to_be_focused()
    feedback = desk.get_by_label("Feedback for the candidate")
    feedback.fill("Well seen.")
    feedback.press("Escape")
    expect(desk.locator(".criterion").nth(1).locator("input").first).to_be_focused()
    expect(feedback).to_have_value("Well seen.")
    desk.locator(".criterion summary").first.click()
    comment = desk.locator(".criterion textarea").first
    comment.fill("Clear.")
    comment.press("Escape")
    expect(desk.locator(".criterion").first.locator("input:checked")).to_be_focused()
    expect(desk.locator("#saved")).to_contain_text("Saved ")


def test_enter_in_a_field_of_a_note_hands_nothing_in_and_loses_nothing(desk: Page, own):
    desk.get_by_label("Feedback for the candidate").fill("Well seen.")
    desk.locator("summary", has_text="Highlight words").click()
    desk.get_by_role("textbox", name="Your note").press("Enter")
    expect(desk.locator("#answer")).to_contain_text("Select words in the answer, or write a note.")
    expect(desk.get_by_label("Feedback for the candidate")).to_have_value("Well seen.")
    expect(desk.locator("#saved")).to_contain_text("Saved ")
    assert Review.objects.get(assignment=own).submitted_at is None


@pytest.mark.parametrize(("width", "beside"), [(360, False), (767, False), (768, True), (1280, True)])
def test_the_rubric_is_beside_the_answer_from_768_pixels_on(desk: Page, width: int, beside: bool):
    desk.set_viewport_size({"width": width, "height": 900})
    answer, rubric = desk.locator("#answer").bounding_box(), desk.locator("#desk").bounding_box()
    assert answer is not None
    assert rubric is not None
    assert (rubric["x"] >= answer["x"] + answer["width"]) is beside
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
