"""Item 4. Who refers, one of them known, how long a reference is good, and when it says too little."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from endorsement_plugin.models import Reference, ReferenceAnswer
from tests.factories.applications import add_reference
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Editing, Row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = (
    "3 references, among them current supervisor and RSC giver or endorsed colleague, 1 of them by IMHM-C or "
    "somebody vetted by the association, received in the year before the decision, with fewer than 6 ratings "
    "left open for lack of knowledge"
)
NAMED, RECEIVED, KNOWN = (
    "3 referees named",
    "3 references received",
    "1 of the references by IMHM-C or somebody",
)
A_DAY = timedelta(days=1)


def write_references(writing: Editing) -> None:
    references = writing.add("Requirements", "References")
    references.write("How many", 3)
    references.add("Among them").only().fill("current supervisor")
    references.add("Among them").only().fill("RSC giver\nendorsed colleague")
    references.write("By somebody known to you, at least", 1)
    references.add("Known as").write("Category's code", "IMHM-C")
    references.add("Known as").choose("Who", "Vetted by the association")
    references.write("Valid for", 12)
    references.write("Void with", 6)


def leave_open(reference: Reference, ratings: int) -> None:
    """A rating form handed in with so many ratings that the referee cannot give."""
    reference.answers.all().delete()
    ReferenceAnswer.objects.bulk_create(
        ReferenceAnswer(
            reference=reference,
            block_id=f"q{n}",
            name=f"rating_{n}",
            label=f"Rating {n}",
            kind="rating",
            value="unknown" if n < ratings else "3",
            text="I do not know enough to say" if n < ratings else "3 of 4",
            position=n,
        )
        for n in range(12)
    )


def vet(office: Office, email: str) -> None:
    """The editor puts somebody on the association's list of vetted people."""
    row = Row(office.as_(office.editor.user), office.site, "vetted")
    row.write("Name", "Vera Vetted")
    row.write("E-mail address", email)
    row.save()


def test_an_editor_writes_who_refers_and_which_references_count(office: Office) -> None:
    office.open_form()
    writing = office.write()
    write_references(writing)
    writing.publish()
    expect(office.demands()).to_have_text([RULES])
    ina = office.apply()
    for slot, role in enumerate(["current supervisor", "parent", "neighbor"], 1):
        add_reference(ina.application, slot, role=role)
    ina.open().says(NAMED, met=False, why="Still needed: RSC giver or endorsed colleague.")
    Reference.objects.filter(slot=3).update(role="RSC giver")
    ina.open().says(NAMED, met=True)
    ina.hand_in()
    Reference.objects.update(state="received", answered_at=timezone.now() - A_DAY)
    first, second, third = Reference.objects.order_by("slot")
    leave_open(first, 5)
    leave_open(second, 6)
    sheet = office.sheet(ina.application)
    sheet.says(NAMED, "Met")
    sheet.says(RECEIVED, "Not met", "the referee does not know enough to answer 6 questions")
    sheet.says(KNOWN, "Not met")
    leave_open(second, 5)
    vet(office, third.email)
    sheet = office.sheet(ina.application)
    sheet.says(RECEIVED, "Met")
    sheet.says(KNOWN, "Met")
    Reference.objects.filter(slot=2).update(answered_at=timezone.now() - 367 * A_DAY)
    office.sheet(ina.application).says(RECEIVED, "Not met", "received more than 1 year ago")
