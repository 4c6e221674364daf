"""Item 14. Another system: the California Center asks for texts, letters, a video and two fees."""

import pytest
from playwright.sync_api import expect

from endorsement_plugin.pages.models import ApplicationFormPage
from tests.factories.applications import add_evidence, add_reference
from tests.journeys.fourteen.office import Applicant, Office
from tests.journeys.fourteen.writing import Editing, Part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = ("Your résumé", "Your own words", "Your letters", "Your video")
ASKED = "Questions and sections"
STATEMENT, NARRATIVE, VIDEO = "Your personal statement", "Your learning narrative", "A video of your work"
FEES = [
    ("Review of your application", 375, "with your application"),
    ("Supplementary review", 75, "if you apply for another endorsement later"),
]
ADDRESS, REFUSED = "https://videos.example.org/7", f"Enter the address of “{VIDEO}”"


def write_form(office: Office) -> None:
    path = f"add/endorsement_pages/applicationformpage/{office.credential.pk}"
    form = Editing(office.as_(office.editor.user), office.site, path)
    form.page.get_by_placeholder("Page title").fill("Apply to the Center")
    resume = write_step(form, "Your résumé")
    for kind in ("Education", "Work"):
        entries = resume.add(ASKED, "Portfolio entries")
        entries.choose("Kind", kind)
        entries.write("Label", kind)
        if kind == "Education":
            entries.tick("At least one entry is needed")
    texts = write_step(form, "Your own words")
    for label, words in {STATEMENT: 500, NARRATIVE: 1500}.items():
        text = texts.add(ASKED, "Long text")
        text.write("Label", label)
        text.write("Most words", words)
    letters = write_step(form, "Your letters").add(ASKED, "References")
    letters.first("Referees").only().fill("Somebody who has supervised you")
    letters.pick_page("Reference form", "Reference")
    write_step(form, "Your video").add(ASKED, "Link").write("Label", VIDEO)
    form.publish()


def write_fees(office: Office) -> None:
    writing = office.edit()
    for label, amount, due in FEES:
        fee = writing.add("Fees")
        fee.write("For what", label)
        fee.write("Amount", amount)
        fee.choose("Due", "In other words")
        fee.write("Due, in other words", due)
    writing.publish()
    office.demands()
    for label, amount, _ in FEES:
        expect(office.page.get_by_role("row", name=label)).to_contain_text(f"${amount}.00")


def write_step(form: Editing, title: str) -> Part:
    step = form.add("Steps")
    step.write("Title", title)
    return step


def test_an_editor_writes_the_form_of_another_system(office: Office) -> None:
    write_form(office)
    write_fees(office)
    office.form = ApplicationFormPage.objects.get()
    page = office.as_(office.editor.user)
    page.goto(office.site + office.form.get_url_parts()[2])
    expect(page.locator("h2 + ol > li")).to_have_text(list(STEPS))
    ina = office.apply()
    add_reference(ina.application)
    fill(ina, "Your own words", {STATEMENT: "I came to it by chance.", NARRATIVE: "I learned to wait."})
    expect(page.get_by_label(NARRATIVE)).to_have_count(0)
    fill(ina, "Your video", {VIDEO: "a film"})
    expect(page.get_by_role("alert").get_by_role("link", name=REFUSED)).to_be_visible()
    expect(page.get_by_label(VIDEO)).to_have_value("a film")
    ina.open()
    page.get_by_role("link", name="Check and submit").click()
    expect(page.get_by_role("link", name=REFUSED)).to_be_visible()
    expect(page.get_by_text("Add at least one entry under “Education”.")).to_be_visible()
    add_evidence(ina.person, "education", "Social work", degree="master")
    fill(ina, "Your video", {VIDEO: ADDRESS})
    expect(page.get_by_label(VIDEO)).to_have_count(0)
    ina.open()
    page.get_by_role("link", name="Check and submit").click()
    page.get_by_role("button", name="Submit my application").click()
    expect(page.get_by_text("Your application is submitted.")).to_be_visible()
    ina.application.refresh_from_db()
    sheet = office.sheet(ina.application).page
    expect(sheet.get_by_text("I learned to wait.")).to_be_visible()
    expect(sheet.get_by_role("link", name=ADDRESS)).to_have_attribute("href", ADDRESS)


def fill(applicant: Applicant, step: str, answers: dict[str, str]) -> None:
    """One step, filled in; what comes of saving it is for the page to say."""
    page = applicant.open().office.page
    page.get_by_role("link", name=step).click()
    for label, answer in answers.items():
        page.get_by_label(label).fill(answer)
    page.get_by_role("button", name="Save and continue").click()
