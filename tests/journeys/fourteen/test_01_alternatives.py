"""Item 1. One of several ways is enough."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories.applications import add_evidence
from tests.journeys.fourteen.office import Applicant, Office
from tests.journeys.fourteen.writing import Editing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGUN = date(2022, 1, 1)
ALMOST, TWO_YEARS, A_YEAR = date(2023, 12, 30), date(2023, 12, 31), date(2022, 12, 31)
DEGREE = "A master's degree or a valid license"
EITHER = "A Child Development Associate (CDA) credential, or 2 or more years of work experience"
PRACTICE = (
    "2 or more years of work experience, paid or as a qualifying volunteer, or 1 or more years of work "
    "experience, as an internship, supervised by an endorsed professional"
)


def write_alternatives(writing: Editing) -> None:
    degree = writing.add("Requirements", "Education")
    degree.tick("Master's degree", "Or a valid license")
    either = writing.add("Requirements", "Any of several")
    either.add("One of these is enough", "Education").tick("Child Development Associate (CDA)")
    either.add("One of these is enough", "Work experience").write("Years", 2)
    practice = writing.add("Requirements", "Any of several")
    work = practice.add("One of these is enough", "Work experience")
    work.write("Years", 2)
    work.tick("Paid work", "Qualifying volunteer work")
    internship = practice.add("One of these is enough", "Work experience")
    internship.write("Years", 1)
    internship.tick("An internship")
    internship.settings().add("Supervised by one of these").choose("Who", "Endorsed in any category")


def test_an_editor_writes_ways_of_which_one_is_enough(office: Office) -> None:
    office.open_form()
    writing = office.write()
    write_alternatives(writing)
    writing.publish()
    expect(office.demands()).to_have_text([DEGREE, EITHER, PRACTICE])
    ina, ole, eve = (office.apply(f"{name}@example.org") for name in ("ina", "ole", "eve"))
    add_evidence(ina.person, "license", "LCSW", started_on=BEGUN, ended_on=ALMOST)
    add_evidence(ina.person, "work", "Doula", started_on=BEGUN, ended_on=ALMOST, basis="volunteer")
    intern(ina)
    ina.open().says(DEGREE, met=False, why="LCSW was valid until 30 December 2023.")
    ina.says(EITHER, met=False)
    ina.says(PRACTICE, met=False)
    add_evidence(ole.person, "license", "LCSW", started_on=BEGUN, ended_on=date(2099, 1, 1))
    add_evidence(ole.person, "work", "Doula", started_on=BEGUN, ended_on=TWO_YEARS, basis="volunteer")
    ole.open().says(DEGREE, met=True)
    ole.says(EITHER, met=True, why="2 or more years of work experience: met.")
    ole.says(PRACTICE, met=True, why="paid or as a qualifying volunteer: met.")
    add_evidence(eve.person, "education", "CDA", started_on=None, ended_on=BEGUN, degree="cda")
    intern(eve, giver="Rosa", giver_category="IMHM-C")
    eve.open().says(DEGREE, met=False)
    eve.says(EITHER, met=True, why="(CDA) credential: met.")
    eve.says(PRACTICE, met=True, why="supervised by an endorsed professional: met.")


def intern(applicant: Applicant, **supervisor: str) -> None:
    """A year of it."""
    add_evidence(
        applicant.person,
        "work",
        "Intern",
        started_on=BEGUN,
        ended_on=A_YEAR,
        basis="internship",
        **supervisor,
    )
