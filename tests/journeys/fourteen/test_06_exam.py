"""Item 6. An exam in parts with a pass mark each, on the paper for a designation and age band; attempts."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.open_sitting import open_sitting
from endorsement_plugin.models import Application, Sitting
from tests.factories.applications import add_answer
from tests.factories.reviews import make_pool, make_round
from tests.factories.sittings import answered
from tests.journeys.fourteen.office import Applicant, Office, Sheet
from tests.journeys.fourteen.writing import Editing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLINICAL = "Clinical vignettes"
TODAY = timezone.localdate()
SENTENCE = (
    "A passed exam: at least 80% in the multiple-choice part and a pass in the written part; a part once "
    "passed is not sat again; 3 attempts at the most; sat again after 1 year at the earliest; begun within 1 "
    "year of the approval to sit it"
)
DESIGNATION = {
    "label": "Designation",
    "help": "",
    "name": "designation",
    "required": "on",
    "options": streamfield([("option", {"label": one, "value": ""}) for one in ("Clinical", "Leadership")]),
}
INFANTS = "Birth to three"
AGES = {
    "label": "Ages",
    "help": "",
    "name": "age_band",
    "required": "on",
    "options": streamfield([("option", {"label": one, "value": ""}) for one in (INFANTS, "Three to six")]),
}
CHOICE, WRITTEN = "The exam: at least 80% in the multiple-choice part", "The exam: a pass in the written part"


def write_paper(office: Office, title: str, designation: str = "", age_band: str = "") -> None:
    path = f"add/endorsement_pages/exampaperpage/{office.credential.pk}"
    paper = Editing(office.as_(office.editor.user), office.site, path)
    paper.page.get_by_placeholder("Page title").fill(title)
    paper.write("Review round", "spring")
    if designation:
        paper.write("Only for this designation", designation)
        paper.write("Only for this age band", age_band)
    step = paper.add("Steps")
    step.write("Title", "A vignette")
    question = step.add("Vignettes and questions", "Long text")
    question.write("Label", "What do you see?")
    question.tick("Shared with blind reviewers")
    paper.publish()


def write_exam(writing: Editing) -> None:
    exam = writing.add("Requirements", "Exam")
    choice = exam.add("Parts")
    choice.write("Part", "the multiple-choice part")
    choice.write("Pass mark", 80)
    choice.write("Points there are", 60)
    written = exam.add("Parts")
    written.write("Part", "the written part")
    written.tick("Written here")
    exam.tick("Passed parts stand")
    exam.write("Attempts at the most", 3)
    exam.write("Sat again after", 12)
    exam.write("The approval is valid for", 12)


def write_fee(writing: Editing) -> None:
    """Items 6 and 9: for one designation, due before its exam."""
    fee = writing.add("Fees")
    fee.write("For what", "The paper of Clinical")
    fee.write("Amount", "200,50")
    fee.choose("Due", "Before the exam")
    fee.write("Only for this designation", "Clinical")


def test_an_editor_writes_the_parts_of_an_exam(office: Office) -> None:
    make_pool(office.association.review_pool)
    type(make_round()).objects.update(code="spring")
    office.open_form(("choice", DESIGNATION), ("choice", AGES))
    write_paper(office, "Vignettes")
    write_paper(office, CLINICAL, "Clinical", INFANTS)
    writing = office.write()
    write_exam(writing)
    write_fee(writing)
    writing.publish()
    expect(office.demands()).to_have_text([SENTENCE])
    expect(office.page.get_by_role("row", name="The paper of Clinical")).to_contain_text("$200.50")
    ina, ole = office.apply(), office.apply("ole@example.org")
    add_answer(ina.application, "designation", "Clinical", value="clinical")
    add_answer(ina.application, "age_band", "Three to six", value="three_to_six")
    add_answer(ole.application, "designation", "Clinical", value="clinical")
    add_answer(ole.application, "age_band", INFANTS, value="birth_to_three")
    missed = sit(office, ina, 47, "Vignettes")
    missed.says(CHOICE, "Not met", "78.33 of 80 percent")
    passed = sit(office, ole, 48, CLINICAL)
    passed.says(CHOICE, "Met", "80 of 80 percent")
    passed.says(WRITTEN, "Not met", "No outcome yet.")
    assert [*ole.application.fees.values_list("label", "state")] == [("The paper of Clinical", "due")]


def sit(office: Office, applicant: Applicant, points: int, paper: str) -> Sheet:
    """Sent to the exam, written, and the outcome of the part that is sat elsewhere entered."""
    row = applicant.hand_in()
    Application.objects.filter(pk=row.pk).update(state="in_review")
    sheet = office.sheet(row)
    sheet.page.get_by_role("link", name="Send to the exam").click()
    said = sheet.page.get_by_text(f"The paper is “{CLINICAL}”, for Clinical applicants for “{INFANTS}”.")
    expect(said).to_have_count(1 if paper == CLINICAL else 0)
    expect(sheet.page.get_by_text("Scheduled today, it has to be begun by")).to_be_visible()
    sheet.page.get_by_label("The exam opens on").fill(TODAY.isoformat())
    sheet.page.get_by_role("button", name="Schedule the exam").click()
    expect(sheet.page.locator(".messages .success")).to_be_visible()
    sitting = Sitting.objects.get(application=row)
    assert sitting.paper.form.title == paper
    open_sitting(sitting=sitting.pk, by=applicant.person.account, today=TODAY)
    hand_in(sitting=answered(sitting, first="A mother waits.").pk, by=applicant.person.account, revision=1)
    sheet = office.sheet(row)

    sheet.page.get_by_role("link", name=re.compile("^Enter .*outcome")).first.click()
    sheet.page.get_by_label(re.compile("multiple-choice part")).fill(str(points))
    sheet.page.get_by_role("button", name="Enter", exact=True).click()
    expect(sheet.page.locator(".messages .success")).to_be_visible()
    return office.sheet(row)
