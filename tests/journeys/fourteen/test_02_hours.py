"""Item 2. Hours in all, some of them in named areas, and more of them for some."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.factories.applications import add_evidence
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Editing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = (
    "At least 33 hours of specialized training, of which 30 in infant mental health and 3 in diversity, and "
    "15 more in giving reflective supervision if you give reflective supervision"
)
ASKED = "Do you give reflective supervision?"


def write_hours(writing: Editing) -> None:
    training = writing.add("Requirements", "Training")
    training.write("Hours in all", 33)
    for hours, area in [(30, "infant mental health"), (3, "diversity")]:
        part = training.add("Of which")
        part.write("Hours", hours)
        part.write("In", area)
    more = training.add("More for some")
    more.write("Hours more", 15)
    more.write("In", "giving reflective supervision")
    more.write("If", "you give reflective supervision")
    more.write("Question that decides", "gives")


def test_an_editor_writes_hours_in_areas_and_more_for_some(office: Office) -> None:
    office.open_form(("yes_no", {"label": ASKED, "help": "", "name": "gives", "required": "on"}))
    writing = office.write()
    write_hours(writing)
    writing.publish()
    expect(office.demands()).to_have_text([SENTENCE])
    ina = office.apply()
    add_evidence(ina.person, hours=Decimal(45), areas=["infant_mental_health"])
    add_evidence(ina.person, hours=Decimal("2.75"), areas=["diversity", "infant_mental_health"])
    ina.open().says(SENTENCE, met=False, why="0 of 15 hours in giving reflective supervision.")
    ina.answer(ASKED, "No")
    ina.open().says(SENTENCE, met=False, why="2.75 of 3 hours in diversity.")
    add_evidence(ina.person, hours=Decimal("0.25"), areas=["diversity"])
    ina.open().says(SENTENCE, met=True)
    ina.answer(ASKED, "Yes")
    ina.open().says(SENTENCE, met=False, why="0 of 15 hours in giving reflective supervision.")
    add_evidence(ina.person, hours=Decimal(15), areas=["giving_reflective_supervision"])
    ina.open().says(SENTENCE, met=True)
