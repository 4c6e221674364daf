"""From the envelope to an endorsement: one coordinator enters it, also on a phone, another decides."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.credentials import make_application_form, make_association
from tests.factories.people import make_coordinator
from tests.visitors import sign_in

from .entering import office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Kaʻiulani Kahale"


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return not wider


def look(page: Page, name: str, width: int) -> None:
    """Nothing stands out at the side; a picture where `PICTURES` names a folder."""
    assert fits(page), name
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{width}-{name}.png", full_page=True)


def begin(page: Page, site: str, width: int) -> None:
    page.goto(f"{site}/admin/endorsement/on-paper/")
    page.get_by_role("link", name="Enter an application").click()
    page.get_by_label("Received on").fill(timezone.localdate().isoformat())
    page.get_by_label("Given name").fill("Kaʻiulani")
    page.get_by_label("Family name").fill("Kahale")
    look(page, "start", width)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("a decision has to reach them somehow").first).to_be_visible()
    look(page, "start-refused", width)
    page.get_by_label("Postal address").fill("12 Kukui Street\nHilo")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name=f"From paper: {NAME}")).to_be_visible()
    look(page, "steps", width)


def answer(page: Page, base: str) -> None:
    page.goto(f"{base}steps/about_you/")
    expect(page.get_by_label("Given name")).to_have_value("Kaʻiulani")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Practice")).to_be_visible()
    page.get_by_label("Where do you work?").fill("Harbor Clinic")
    page.get_by_label("Tell us about your practice").fill("I visit families at home.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Experience")).to_be_visible()
    page.goto(f"{base}evidence/training/add/")
    details = {"title": "Attachment", "organization": "Us", "hours": "12,5"}
    for name, text in {**details, "started_on": "2025-02-01", "ended_on": "2025-02-05"}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("Added: Attachment.")).to_be_visible()


def send_transcript(page: Page, base: str, scan: Path, width: int) -> None:
    page.goto(f"{base}steps/transcripts/")
    page.get_by_label("Choose a PDF file").set_input_files(scan)
    page.get_by_label("Sealed, received by post on").fill("2026-01-20")
    look(page, "transcripts", width)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("Sealed by the school, received by post on 20 January 2026")).to_be_visible()
    run_due()


def enter_references(page: Page, base: str, scan: Path, width: int) -> None:
    page.goto(f"{base}steps/references/")
    look(page, "references", width)
    for number in (1, 2, 3):
        page.goto(f"{base}referees/{number}/paper/")
        page.get_by_label("Name", exact=True).fill(f"Rosa Referee {number}")
        page.get_by_label("Received on").fill("2026-01-21")
        page.get_by_label("A letter without ratings").check()
        page.get_by_label("Scan").set_input_files(scan)
        if number == 1:
            look(page, "reference", width)
        page.get_by_role("button", name="Enter the reference").click()
        expect(page.get_by_text(f"The reference of Rosa Referee {number} is entered.")).to_be_visible()


def sign(page: Page, base: str, scan: Path, width: int) -> None:
    page.goto(f"{base}steps/ethics/")
    page.get_by_label("The paper has the words that stand above.").check()
    page.get_by_label("Name under the statement").fill("Kaiulani Kahale")
    page.get_by_label("Signed on").fill("2026-01-19")
    look(page, "signature", width)
    page.get_by_role("button", name="Enter the signature").click()
    expect(page.get_by_text("Choose the scan.").first).to_be_visible()
    expect(page.get_by_label("Name under the statement")).to_have_value("Kaiulani Kahale")
    page.get_by_label("Scan of the signed page").set_input_files(scan)
    page.get_by_role("button", name="Enter the signature").click()
    expect(page.get_by_text("Signed on paper by Kaiulani Kahale on 19 January 2026")).to_be_visible()


def decide_as_another(page: Page, site: str, application: Application, width: int) -> None:
    file = f"{site}/admin/endorsement/applications/{application.pk}/"
    page.goto(file)
    look(page, "file", width)
    page.get_by_role("button", name="Begin the review").click()
    page.get_by_role("button", name="Ready for a decision").click()
    expect(page.get_by_text("The application is ready for a decision.")).to_be_visible()
    second = make_coordinator(make_association(), "second@example.org")
    page.goto(f"{file}decide/")
    expect(page.get_by_text("Another coordinator decides about it.")).to_be_visible()
    sign_in(page, site, second)
    page.goto(f"{file}decide/")
    page.get_by_role("button", name="Look at the letter").click()
    page.get_by_role("button", name="Endorse and send the letter").click()
    expect(page.get_by_text("Decided. No letter leaves")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_envelope_to_an_endorsement(page: Page, live_server, tmp_path: Path, width: int):
    make_application_form()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdfs.good())
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, office())
    begin(page, live_server.url, width)
    application = Application.objects.get()
    base = f"{live_server.url}/apply/{application.pk}/"
    answer(page, base)
    send_transcript(page, base, scan, width)
    enter_references(page, base, scan, width)
    sign(page, base, scan, width)
    page.goto(f"{base}check/")
    look(page, "check", width)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("No letter leaves: we have no e-mail address of this person.")).to_be_visible()
    verify_transcript(transcript=application.transcripts.get().pk, by=office())
    decide_as_another(page, live_server.url, application, width)
    assert Endorsement.objects.get().name == NAME
    page.goto(f"{live_server.url}/admin/endorsement/on-paper/")
    look(page, "list", width)
