"""What the admin says on a phone can be read: nothing of Wagtail's stands over it, or cuts it off."""

import pytest
from playwright.sync_api import Page, expect

from tests.endorsement_plugin.editor.desk import Editor, make_form_page
from tests.endorsement_plugin.editor.test_directories import make_directory, member
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTERS = """() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(".messages li"));
    const button = document.querySelector(".sidebar-nav-toggle").getBoundingClientRect();
    return [...words.getClientRects()].map((line) => [
        line.left < button.right && button.left < line.right
            && line.top < button.bottom && button.top < line.bottom,
        line.height > 0,
    ]);
}"""
"""Of each line of the first message, whether the menu's button covers any of it, and whether it is seen."""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_button_stands_over_no_letter_of_a_message(page: Page, live_server, width: int) -> None:
    editor = Editor()
    credential = make_form_page(editor).get_parent()
    sign_in(page, live_server.url, editor.user)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/admin/pages/{credential.pk}/delete/")
    expect(page.get_by_text("cannot be deleted with all that is below it")).to_be_visible()
    lines = page.evaluate(LETTERS)
    assert [covered for covered, seen in lines if seen and covered] == []
    assert sum(seen for _, seen in lines) > (2 if width == 360 else 0)


CUT_OFF = """() => [...document.querySelectorAll("[data-streamfield-child] .c-sf-block__title")]
    .filter((title) => title.textContent.trim() && getComputedStyle(title).overflow !== "visible")
    .map((title) => title.scrollWidth > title.clientWidth + 1)"""
"""Of each block that has a title, whether some of it is not seen."""


def test_the_names_of_blocks_are_whole_on_a_phone(page: Page, live_server) -> None:
    editor = Editor()
    name = "Association for the Mental Health of Infants in the Hill Country"
    kind, value = member("HillCountry", "Texas")
    directory = make_directory(editor, (kind, value | {"name": name}))
    sign_in(page, live_server.url, editor.user)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/admin/pages/{directory.pk}/edit/")
    title = page.locator("[data-streamfield-child] .c-sf-block__title", has_text=name).first
    expect(title).to_be_visible()
    assert not any(page.evaluate(CUT_OFF))
    box = title.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 360
    expect(page.locator('[data-streamfield-action="DRAG"]').first).to_be_hidden()
