"""Item 5. Competency areas, each shown by the kinds of evidence that may count for it."""

import pytest
from playwright.sync_api import expect

from tests.factories.applications import add_evidence
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AREAS = {"Attachment": [], "Reflection": ["Reflective supervision"], "Screening": ["Education", "Training"]}
"""With the kinds of evidence that may show each; any, if none is named."""
SENTENCE = (
    "A complete portfolio of training and experience in each of the 3 areas of IMHS competencies, version 1"
)


def write_framework(office: Office) -> None:
    """The editor writes the areas into the association's lists, and publishes them."""
    row = Row(office.as_(office.editor.user), office.site, "frameworks")
    row.write("Name", "IMHS competencies")
    for number, (area, kinds) in enumerate(AREAS.items()):
        row.page.get_by_role("button", name="Add area").click()
        inner = row.page.locator("[data-inline-panel-child]:visible").nth(number)
        inner.get_by_label("Area").last.fill(area)
        for kind in kinds:
            inner.get_by_label(kind, exact=True).check()
    row.save()
    row.page.get_by_role("button", name="Publish").click()
    expect(row.page.locator(".messages .success")).to_contain_text("is published")


def test_an_editor_writes_which_evidence_counts_for_which_area(office: Office) -> None:
    write_framework(office)
    office.open_form()
    writing = office.write()
    writing.add("Requirements", "Portfolio").pick("Framework", "IMHS competencies")
    writing.publish()
    expect(office.demands()).to_have_text([SENTENCE])
    ina = office.apply()
    add_evidence(ina.person, areas=["attachment", "reflection", "screening"])
    ina.open().says(SENTENCE, met=False, why="Nothing entered yet for Reflection.")
    add_evidence(ina.person, "supervision", areas=["reflection"])
    ina.open().says(SENTENCE, met=True)
