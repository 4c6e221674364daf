"""Clearing a file in a real browser: areas are drawn or typed, and the reviewer sees what is left."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from review_queue.models import PoolRole
from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("private_folder"),
]


@pytest.fixture
def item():
    item = reviews.make_item()
    reviews.attach_file(item, "The infant looks away.", "Signed Malia.")
    return item


def enter(page: Page, live_server, user, path: str) -> None:
    sign_in(page, live_server.url, user)
    page.goto(live_server.url + path)


@pytest.fixture
def clearing(page: Page, live_server, item) -> Page:
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    enter(page, live_server, clearer, reverse("review_queue:clearance", args=[item.code]))
    return page


def test_an_area_drawn_with_the_mouse(clearing: Page, item):
    frame = clearing.locator(".sheet__frame").last
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    clearing.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.08)
    clearing.mouse.down()
    clearing.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.13)
    clearing.mouse.up()
    expect(clearing.locator("[name=area-page]")).to_have_value("1-2")
    assert float(clearing.locator("[name=area-width]").input_value()) == pytest.approx(50, abs=1)
    assert Axe().run(clearing).violations_count == 0
    expect(clearing.get_by_role("button", name="Black out the marked area")).to_be_in_viewport()
    clearing.locator("#page-1-2").get_by_role("button", name="Black out the marked area").click()
    expect(clearing.get_by_text("The area on page 2 is black now.")).to_be_visible()
    assert "Malia" not in item.sections.get().text
    assert "infant looks away" in item.sections.get().text


def test_an_area_typed_and_every_page_looked_at_without_a_mouse(clearing: Page, item):
    clearing.get_by_text("Type where it is instead").press("Enter")
    for name, value in (("page", "1-2"), ("left", "5"), ("top", "5"), ("width", "90"), ("height", "10")):
        field = clearing.locator(f"[name=area-{name}]")
        field.select_option(value) if name == "page" else field.fill(value)
    expect(clearing.locator("#page-1-2 .sheet__mark")).to_be_visible()
    clearing.get_by_role("button", name="Black it out").press("Enter")
    expect(clearing.get_by_text("The area on page 2 is black now.")).to_be_visible()
    for number in (1, 2):
        clearing.locator(f"#page-1-{number}").get_by_role("button", name="I have looked").press("Enter")
        expect(clearing.locator(f"#page-1-{number}").get_by_text("Looked at", exact=True)).to_be_visible()
    while clearing.evaluate("performance.now()") < 700:  # nobody reads an answer in less
        pass
    clearing.get_by_role("button", name="Release, and open the next").press("Enter")
    expect(clearing.get_by_text("is released")).to_be_visible()


def test_the_reviewer_sees_the_pages_and_can_open_the_file(page: Page, live_server, item):
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item)
    own, _ = reviews.assign_all()
    reviews.accept_offer(own)
    enter(page, live_server, own.reviewer.user, own.get_absolute_url())
    for picture in page.locator(".sheet__picture").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 850)
    assert Axe().run(page).violations_count == 0


def test_far_down_words_can_be_masked_and_the_page_stays_where_it_was(clearing: Page, item):
    clearing.get_by_text("Signed Malia.").evaluate("words => words.scrollIntoView({block: 'end'})")
    before = clearing.evaluate("scrollY")
    phrase = clearing.get_by_label("Words to mask")
    expect(phrase).to_be_in_viewport()
    phrase.fill("Malia")
    phrase.press("Enter")
    expect(clearing.get_by_label("1 in the file of part 1, all together")).to_be_checked()
    clearing.get_by_role("button", name="Mask what is ticked").click()
    expect(clearing.get_by_text("Masked 1 mention.")).to_be_attached()
    assert "Malia" not in item.sections.get().text
    assert before > 0
    assert clearing.evaluate("scrollY") == before


def test_half_a_word_selected_is_the_whole_word(clearing: Page):
    clearing.get_by_text("Signed Malia.").evaluate(
        """words => {
            const last = words.lastChild;
            const at = last.data.indexOf("Malia");
            getSelection().setBaseAndExtent(last, at + 2, last, at + 4);
        }"""
    )
    expect(clearing.get_by_label("Words to mask")).to_have_value("Malia")
