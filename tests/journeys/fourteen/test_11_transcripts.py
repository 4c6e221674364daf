"""Item 11. How many transcripts, what they have to be, and that a person has looked."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.factories.applications import add_transcript
from tests.journeys.fourteen.office import Office, Sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EITHER = "1 transcript, official or not"
SENTENCE = "2 official transcripts, sealed by the school"


def publish(office: Office, count: int, standard: str, sentence: str) -> None:
    """Requirements of transcripts, as a visitor reads them."""
    office.open_form()
    writing = office.write()
    transcripts = writing.add("Requirements", "Transcripts")
    transcripts.write("How many", count)
    transcripts.choose("What they have to be", standard)
    writing.publish()
    expect(office.demands()).to_have_text([sentence])


def test_an_editor_writes_what_a_transcript_has_to_be(office: Office) -> None:
    publish(office, 2, "Official, sealed by the school", SENTENCE)
    ina = office.apply()
    add_transcript(ina.application, original_name="bachelor.pdf")
    ina.open().says(SENTENCE, met=False)
    add_transcript(ina.application, original_name="master.pdf")
    ina.open().says(SENTENCE, met=True, why="After you submit, a person looks at each file")
    ina.hand_in()
    sheet = office.sheet(ina.application)
    sheet.says(SENTENCE, "Not met", "2 files not looked at yet")
    verify(sheet, "bachelor.pdf", "Official, sealed")
    verify(sheet, "master.pdf", "Official")
    sheet.says(SENTENCE, "Not met", "1 verified transcript is not of the kind that is asked for.")
    taken_back(sheet, "master.pdf").click()
    verify(sheet, "master.pdf", "Official, sealed")
    sheet.says(SENTENCE, "Met")


def test_an_editor_accepts_copies_that_are_not_official(office: Office) -> None:
    publish(office, 1, "Official or not", EITHER)
    ina = office.apply()
    add_transcript(ina.application, original_name="copy.pdf")
    ina.hand_in()
    sheet = office.sheet(ina.application)
    sheet.says(EITHER, "Not met", "1 file not looked at yet")
    verify(sheet, "copy.pdf", "A copy")
    sheet.says(EITHER, "Met")


def verify(sheet: Sheet, name: str, standard: str) -> None:
    """The coordinator says what this file is."""
    sheet.page.get_by_label(f"What {name} is").select_option(label=standard)
    sheet.page.get_by_role("button", name=f"Verify {name}").click()
    expect(taken_back(sheet, name)).to_be_visible()


def taken_back(sheet: Sheet, name: str) -> Locator:
    """What is there to press once it is verified."""
    return sheet.page.get_by_role("button", name=re.compile(f"^Take back.*{name}$"))
