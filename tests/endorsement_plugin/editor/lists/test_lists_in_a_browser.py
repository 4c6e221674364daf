"""The lists in a real browser: on a phone nothing of them is out of reach."""

import pytest
from playwright.sync_api import Page, expect

from tests.endorsement_plugin.editor.desk import Editor
from tests.factories.vocabulary import make_framework
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_last_column_is_reached_on_a_phone(page: Page, live_server) -> None:
    editor = Editor()
    make_framework(editor.association, "Attachment", name="Competencies of practitioners")
    sign_in(page, live_server.url, editor.user)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/admin/endorsement/frameworks/")
    heading = page.get_by_role("columnheader", name="Association")
    assert page.evaluate("document.querySelector('table.listing').scrollWidth") > 360
    page.get_by_role("table").hover()
    page.mouse.wheel(400, 0)
    expect(heading).to_be_in_viewport(ratio=1)
