"""Item 5. Competency areas, each shown by the kinds of evidence that may count for it; all, or n of m."""

import pytest
from playwright.sync_api import expect

from tests.factories.applications import add_evidence
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AREAS = {"Attachment": [], "Reflection": ["Reflective supervision"], "Screening": ["Education", "Training"]}
"""With the kinds of evidence that may show each; any, if none is named."""
PORTFOLIO = "A complete portfolio of training and experience in"
ALL = f"{PORTFOLIO} each of the 3 areas of IMHS competencies, version 1"
TWO = f"{PORTFOLIO} at least 2 of the 3 areas of IMHS competencies, version 1"


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


@pytest.mark.parametrize(("count", "sentence"), [("", ALL), ("2", TWO)])
def test_an_editor_writes_which_evidence_counts_for_which_area(
    office: Office, count: str, sentence: str
) -> None:
    write_framework(office)
    office.open_form()
    writing = office.write()
    portfolio = writing.add("Requirements", "Portfolio")
    portfolio.pick("Framework", "IMHS competencies")
    portfolio.write("How many of them", count)
    writing.publish()
    expect(office.demands()).to_have_text([sentence])
    ina = office.apply()
    add_evidence(ina.person, areas=["attachment", "reflection"])
    ina.open().says(sentence, met=False, why="Nothing entered yet for Reflection and Screening.")
    add_evidence(ina.person, "education", areas=["attachment", "screening"])
    ina.open().says(sentence, met=bool(count))
    add_evidence(ina.person, "supervision", areas=["reflection"])
    ina.open().says(sentence, met=True)
