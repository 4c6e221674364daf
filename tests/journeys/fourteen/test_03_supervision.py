"""Item 3. Reflective supervision: how long, by whom and until when, about what, and how recent."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests.factories.applications import add_evidence
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Editing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
VETTED_UNTIL = TODAY - timedelta(days=400)
SENTENCE = (
    "24 hours of reflective supervision within a period of 1 to 2 years, at least 5 of them about "
    "supervision that you give, given by IMHM-C or somebody vetted by the association (until "
    f"{date_format(VETTED_UNTIL, 'j F Y')}), in the 5 years before you submit"
)


def by(category: str, until: date = TODAY, days: int = 365, **more: Any) -> dict[str, Any]:
    """24 hours in a year that ends on this day, of which five are about supervision that they give."""
    year = {"started_on": until - timedelta(days=days), "ended_on": until}
    hours = {"hours": Decimal(24), "hours_on_giving": Decimal(5)}
    return {**year, **hours, "giver": "Rosa", "giver_category": category, **more}


CASES = [
    (by("IMHM-C"), True),
    (by("IMHM-C", hours=Decimal("23.75")), False),
    (by("IMHM-C", days=330), False),
    (by("IMHM-C", hours_on_giving=Decimal("4.75")), False),
    (by("IMHM-C", TODAY - timedelta(days=6 * 366)), False),
    (by("IFS"), False),
    (by("vetted", VETTED_UNTIL), True),
    (by("vetted", VETTED_UNTIL + timedelta(days=30)), False),
]


def write_supervision(writing: Editing) -> None:
    supervision = writing.add("Requirements", "Reflective supervision")
    supervision.write("Hours", 24)
    supervision.write("Over at least", 12)
    supervision.write("Within", 24)
    supervision.add("Given by one of these").write("Category's code", "IMHM-C")
    vetted = supervision.add("Given by one of these")
    vetted.choose("Who", "Vetted by the association")
    vetted.date("For hours until", VETTED_UNTIL)
    supervision.write("About supervision that they give", 5)
    supervision.write("Within the last", 5)


def test_an_editor_writes_whose_supervision_counts_and_until_when(office: Office) -> None:
    office.open_form()
    writing = office.write()
    write_supervision(writing)
    writing.publish()
    expect(office.demands()).to_contain_text([SENTENCE])
    for number, (entry, met) in enumerate(CASES):
        applicant = office.apply(f"ina{number}@example.org")
        add_evidence(applicant.person, "supervision", **entry)
        applicant.open().says(SENTENCE, met=met)
