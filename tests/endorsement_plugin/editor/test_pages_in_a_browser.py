"""The association's public pages in a real browser: accessible, usable by keyboard, nothing too wide."""

import re
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from endorsement_plugin.models import Enquiry
from endorsement_plugin.pages.models import LicensingPage
from tests.endorsement_plugin.editor.choosing import make_chooser
from tests.endorsement_plugin.editor.desk import Editor, make_credential_page, make_index
from tests.endorsement_plugin.editor.test_beside import with_video
from tests.endorsement_plugin.editor.test_comparing import add
from tests.endorsement_plugin.editor.test_directories import licensing_data, make_directory, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def fits_and_is_accessible(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    found: Any = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url} at {width}: {found.generate_report()}"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_chooser_is_walked_through_by_keyboard(live_server: LiveServer, page: Page, width: int) -> None:
    editor = Editor()
    path = make_chooser(editor, make_credential_page(editor)).get_url_parts()[2]  # type: ignore[index]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + path)
    fits_and_is_accessible(page, width)
    for answer, next_title in [
        ("Babies and toddlers", "What do you do?"),
        ("I visit families", "The Family Specialist fits"),
    ]:
        page.get_by_role("link", name=answer).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(next_title)
        fits_and_is_accessible(page, width)
    address = page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you do?")
    page.goto(address)
    page.get_by_role("link", name=re.compile("Change.*Whom do you work with")).click()
    expect(page.get_by_role("link", name="Babies and toddlers")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_credentials_are_compared_at_any_width_and_on_paper(
    live_server: LiveServer, page: Page, width: int
) -> None:
    editor = Editor()
    index = make_index(editor)
    for position, code in enumerate(["IFA", "IFS", "IMHS", "IMHM"], start=1):
        add(editor, index, code, "Birth to three", str(position), local_name=f"Local {code}")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + index.get_url_parts()[2])
    fits_and_is_accessible(page, width)
    for code in ("IFS", "IMHM"):
        page.get_by_role("checkbox", name=code).check()
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page).to_have_url(re.compile("with=IFS&with=IMHM"))
    fits_and_is_accessible(page, width)
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader", name=re.compile("Local")).last).to_contain_text("IMHM")
    expect(table.get_by_role("rowheader", name="Training")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    expect(table).to_be_visible()
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    assert "Local IMHM" in sheets[0].extract_text()


def test_on_paper_the_name_of_a_table_stands_above_it(live_server: LiveServer, page: Page) -> None:
    editor = Editor()
    index = make_index(editor)
    for position, (code, ages) in enumerate(
        [("IFS", "Birth to three"), ("ECFS", "Three up to six")], start=1
    ):
        add(editor, index, code, ages, str(position))
    page.goto(live_server.url + index.get_url_parts()[2])
    sheets = [one.extract_text() for one in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    (named,) = [text for text in sheets if "Three up to six" in text]
    assert "(ECFS)" in named
    assert "(IFS)" not in named


@pytest.mark.parametrize("width", [360, 1280])
def test_a_video_asks_no_other_site_before_play_is_pressed(
    live_server: LiveServer, page: Page, width: int
) -> None:
    editor = Editor()
    credential = make_credential_page(editor)
    with_video(editor, credential, "https://youtu.be/aBc-_123456")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + credential.get_url_parts()[2])
    fits_and_is_accessible(page, width)
    elsewhere = [url for url in asked if not url.startswith((live_server.url, "data:"))]
    assert elsewhere == []
    with page.expect_request("https://www.youtube-nocookie.com/embed/aBc-_123456?rel=0"):
        page.get_by_role("link", name="Play").press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_where_one_lives_is_asked_and_answered(live_server: LiveServer, page: Page, width: int) -> None:
    editor = Editor()
    directory = make_directory(
        editor, member("Islands", "Hawai‘i"), member("Ended", "Oldland", "", "2020-01-01")
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + directory.get_url_parts()[2])
    fits_and_is_accessible(page, width)
    for place, said in [("hawaii", "this association grants"), ("Utah", "apply directly with us")]:
        page.get_by_label("Where do you live?").fill(place)
        page.get_by_label("Where do you live?").press("Enter")
        expect(page.locator("#answer")).to_contain_text(said)
        fits_and_is_accessible(page, width)


@pytest.mark.parametrize("width", [360, 1280])
def test_an_enquiry_is_written_refused_mended_and_sent(
    live_server: LiveServer, page: Page, width: int
) -> None:
    editor = Editor()
    licensing = editor.create(LicensingPage, editor.home, licensing_data())
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + licensing.get_url_parts()[2])
    fits_and_is_accessible(page, width)
    expect(page.get_by_label("Leave this empty")).not_to_be_in_viewport()
    page.get_by_label("What would you like to know?").fill("What does it cost?")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing has been sent yet.")
    fits_and_is_accessible(page, width)
    expect(page.get_by_label("What would you like to know?")).to_have_value("What does it cost?")
    page.get_by_label("Your name").fill("Ines Inquirer")
    page.get_by_label("Your e-mail address").fill("ines@example.org")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your message has reached")
    expect(page.get_by_role("status")).to_be_in_viewport()
    page.reload()
    fits_and_is_accessible(page, width)
    assert Enquiry.objects.count() == 1
