"""A PDF answer in a real browser, on a narrow screen: nothing typed is lost, and one sees what came of it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from endorsement_plugin.models import ExamFile, Sitting
from review_queue.work.running import run_due
from tests.factories.sittings import make_pdf_sitting, pdf_of
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW: ViewportSize = {"width": 360, "height": 800}
NAME = "Drawing_of_the_family_as_it_came_from_the_scanner_in_April.pdf"


@pytest.fixture
def paper(live_server, context: BrowserContext) -> str:
    sitting = make_pdf_sitting(help="With pencil; a photograph of it will do.")
    sign_in(context, live_server.url, sitting.application.person.account)
    return f"{live_server.url}/exam/{sitting.pk}/answers/"


def choose(page: Page, path: Path, *pages: str) -> None:
    path.write_bytes(pdf_of(*pages))
    page.get_by_label("Choose a PDF file").set_input_files(path)
    page.get_by_role("button", name="Upload", exact=True).click()


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert Axe().run(page).response["violations"] == []


def test_from_the_paper_to_the_file_and_back(page: Page, paper: str, tmp_path: Path):
    page.set_viewport_size(NARROW)
    page.goto(paper)
    assert_fits(page)
    page.get_by_label("Vignette one").fill("I would wait.")
    page.get_by_role("button", name="Save, and upload a PDF").press("Enter")
    expect(page.get_by_role("heading", name="Draw the family")).to_be_visible()
    assert Sitting.objects.get().draft == {"q-first": "I would wait."}
    assert_fits(page)
    choose(page, tmp_path / NAME, "The family")
    expect(page.get_by_text("We are looking into the file.")).to_be_visible()
    expect(page.get_by_label("Vignette one")).to_have_value("I would wait.")
    run_due()
    expect(page.get_by_text("Accepted", exact=True)).to_be_visible()
    expect(page.get_by_text("1 page", exact=False).last).to_be_visible()
    assert_fits(page)
    page.get_by_role("button", name="Save, and replace or remove the PDF").click()
    page.get_by_role("link", name=f"Remove {NAME}").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No file yet.")).to_be_visible()
    assert not ExamFile.objects.exists()


def test_what_is_refused_stands_beside_the_control(page: Page, paper: str, tmp_path: Path):
    page.set_viewport_size(NARROW)
    page.goto(paper.replace("/answers/", "/pdf/drawing/"))
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Choose a file first.")).to_be_visible()
    choose(page, tmp_path / NAME, "One", "Two", "Three")
    expect(page.get_by_text("We are looking into the file.")).to_be_visible()
    run_due()
    expect(page.get_by_text("The file has more pages than the question allows.")).to_be_visible()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_role("link", name="The PDF for “Draw the family” cannot be used")).to_be_visible()
    assert_fits(page)


def test_without_a_script(live_server, browser, tmp_path: Path):
    sitting = make_pdf_sitting()
    plain = browser.new_context(java_script_enabled=False, viewport=NARROW)
    try:
        sign_in(plain, live_server.url, sitting.application.person.account)
        page = plain.new_page()
        page.goto(f"{live_server.url}/exam/{sitting.pk}/answers/")
        page.get_by_label("Vignette one").fill("I would wait.")
        page.get_by_role("button", name="Save, and upload a PDF").click()
        choose(page, tmp_path / NAME, "The family")
        expect(page.get_by_label("Vignette one")).to_have_value("I would wait.")
        expect(page.get_by_text("We are looking into the file.")).to_be_visible()
        run_due()
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_text("Accepted", exact=True)).to_be_visible()
    finally:
        plain.close()
