"""Item 10. How endorsements are renewed: four associations' rules, written by an editor, read by visitors.

Michigan's (every year by 31 December, 15 and 12 hours, one and three of them on topics, $30 and $25 late),
Texas's (three years to 31 December 2027, 45 and 36 hours), Rhode Island's (mentors of three years: 10) and
Virginia's (fewer hours in the first year of the rule).
"""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from endorsement_plugin.models import RenewalPolicy
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Evidence
from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import NEW, Part, _take, labelled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


PARTS = "of which 1 in diversity, equity, and inclusion and 3 in giving reflective supervision"


@dataclass
class Policy(Part):
    """A draft before its editor."""

    office: Office
    root: Locator

    @property
    def page(self) -> Page:
        return self.office.page

    def demand(self, kind: str, hours: str, field: str = "Requirements") -> Part:
        """One more requirement, of this kind and so many hours."""
        made = self.block(field, kind)
        made.write("Hours in all" if kind == "Training" else "Hours", hours)
        return made

    def block(self, field: str, kind: str) -> Part:
        """A new block of a field of the page."""
        heading = self.root.locator(f"xpath=.//label[starts-with(normalize-space(.), {field!r})]")
        place = heading.locator("xpath=following::*[@data-streamfield-stream-container][1]/parent::*").first
        blocks = place.locator(NEW).locator("xpath=./*[@data-streamfield-child]")
        number = blocks.count()
        button = place.get_by_title(re.compile("^(Insert a block|Add)$")).last
        if field == "Requirements":
            _take(button, self.page.get_by_role("option", name=kind, exact=True))
        else:
            button.click()
        expect(blocks).to_have_count(number + 1)
        return Part(blocks.nth(number))

    def says(self, *sentences: str) -> None:
        """What stands beside the form while it is written."""
        for sentence in sentences:
            expect(self.page.locator("[data-looked]")).to_contain_text(sentence)

    def publish(self, begins: date | None = None) -> RenewalPolicy:
        """Saved, and the rule from that day on, or from today."""
        self.page.get_by_role("button", name="Save the draft").click()
        self.page.get_by_role("link", name="Publish", exact=True).click()
        self.page.get_by_label("From when").fill((begins or timezone.localdate()).isoformat())
        self.page.get_by_role("button", name="Publish", exact=True).click()
        expect(self.page.locator(".messages .success")).to_contain_text("is published")
        return RenewalPolicy.objects.latest("published_at")


def begin(office: Office) -> Policy:
    """The next policy of the credential."""
    page = office.as_(office.editor.user)
    page.goto(office.site + reverse("endorsement_policies"))
    page.get_by_role("button", name=re.compile("for IMHS$")).click()
    form = page.locator("form[data-look]")
    expect(form).to_be_visible()
    return Policy(office, form)


def same_for_all(policy: Policy, years: int = 1, ends: str = "") -> None:
    policy.write("Years in a period", years)
    policy.page.get_by_label("The same day for all").check()
    policy.choose("Month", "December")
    policy.write("Day", 31)
    policy.write("A year in which it ends", ends)


def renewal(office: Office) -> Locator:
    """What visitors read of it."""
    office.demands()
    return office.page.locator("h2#renewal ~ ul > li")


def test_an_editor_writes_michigans_policy(office: Office) -> None:
    policy = begin(office)
    same_for_all(policy)
    policy.write("Can be renewed from", 92)
    policy.write("Reminders", "60, 14")
    training = policy.demand("Training", "15")
    dei = training.add("Of which")
    dei.write("Hours", 1)
    dei.write("In", "diversity, equity, and inclusion")
    giving = training.add("Of which")
    giving.write("Hours", 3)
    giving.write("In", "giving reflective supervision")
    giving.tick("Only for whoever gives reflective supervision")
    policy.demand("Reflective supervision", "12")
    policy.tick("The first period asks for no hours")
    code = policy.block("Statements", "Statement to sign")
    code.write("Title", "Code of ethics")
    code.root.locator("[contenteditable=true]").first.fill("I keep the code of ethics.")
    policy.write("Fee", 30)
    policy.write("Late fee", "25,00")
    policy.write("Days of grace", 45)
    policy.write("Removed after", 365)
    policy.says(
        "Every year, by 31 December, the same day for all.",
        "We remind you 60 and 14 days before it is due.",
        "12 hours of reflective supervision.",
        "$25.00 more for one that comes late.",
        "First due",
    )
    row = policy.publish()
    assert [clause.sentence for clause in parse(row.clauses)] == [
        f"At least 15 hours of specialized training, {PARTS} if you give reflective supervision",
        "12 hours of reflective supervision",
    ]
    assert row.statements[0]["title"] == "Code of ethics"
    assert "I keep the code of ethics." in row.statements[0]["statement"]
    expect(renewal(office)).to_contain_text(
        ["Every year, by 31 December", "12 hours of reflective supervision.", "$30.00 for each renewal."]
    )


def test_an_editor_writes_the_three_years_of_texas(office: Office) -> None:
    policy = begin(office)
    same_for_all(policy, 3, "2027")
    policy.demand("Training", "45")
    policy.demand("Reflective supervision", "36")
    policy.write("Days of grace", 0)
    policy.says("Every 3 years, by 31 December, the same day for all, next by 31 December 2027.")
    policy.write("Day", 32)
    policy.says("Something above is missing or impossible yet")
    policy.page.get_by_role("button", name="Save the draft").click()
    expect(policy.page.get_by_role("link", name="Day", exact=True)).to_be_visible()
    expect(policy.root.locator("text=Enter a day from 1 to 31.").last).to_be_visible()
    policy.write("Day", 31)
    row = policy.publish()
    assert [clause["hours"] for clause in row.clauses] == ["45", "36"]
    assert row.cycle.first_due(timezone.localdate().replace(2025, 6, 1)).isoformat() == "2027-12-31"
    expect(renewal(office)).to_contain_text(["36 hours of reflective supervision."])


def test_an_editor_writes_the_mentors_of_rhode_island(office: Office) -> None:
    policy = begin(office)
    same_for_all(policy)
    policy.demand("Reflective supervision", "12").write("Only for whoever has held it for less than", 3)
    policy.demand("Reflective supervision", "10").write("Only for whoever has held it for at least", 3)
    policy.says("10 hours of reflective supervision, if you have held it for at least 3 years")
    row = policy.publish()
    for years, minimum in ((2, "12"), (3, "10")):
        (finding,) = assess(parse(row.clauses), Evidence(held_years=years), timezone.localdate()).findings
        assert finding.minimum == minimum
    expect(renewal(office)).to_contain_text(["12 hours", "10 hours"])


def test_an_editor_writes_virginias_year_of_fewer_hours(office: Office) -> None:
    first = begin(office)
    same_for_all(first)
    first.demand("Reflective supervision", "6")
    now = first.publish()
    second = begin(office)
    second.says("6 hours of reflective supervision.")
    hours = second.root.get_by_label(labelled("Hours")).first
    if not hours.is_visible():
        second.root.get_by_role("button", name=re.compile("^Reflective supervision")).first.click()
    hours.fill("12")
    second.says("12 hours of reflective supervision.")
    next_year = date(timezone.localdate().year + 1, 1, 1)
    later = second.publish(next_year)
    assert [one.clauses[0]["hours"] for one in (now, later)] == ["6", "12"]
    assert later.effective_from == next_year
    expect(renewal(office)).to_contain_text(["6 hours of reflective supervision"])
