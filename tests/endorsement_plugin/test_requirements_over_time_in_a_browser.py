"""“30 to 32 from 1 January, for new applicants only”, and then a typo of today's: as an editor does it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.models import RequirementSet
from tests.endorsement_plugin.editor.desk import REQUIREMENTS, TRAINED, Editor, make_form_page
from tests.factories.people import make_person
from tests.visitors import sign_in, type_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW_YEAR = date(timezone.localdate().year + 1, 1, 1)
TYPO = "infnat mental health"


class Hand:
    """Counts what it presses, fields that it types into included."""

    def __init__(self) -> None:
        self.clicks = 0

    def press(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def write(self, into: Locator, text: str) -> None:
        self.press(into)
        into.fill(text)


def plan(hand: Hand, page: Page) -> None:
    """From the admin's home to a published change."""
    hand.press(page.get_by_role("link", name="Requirements", exact=True))
    hand.press(page.get_by_role("link", name="Infant Family Specialist (IFS)"))
    hand.press(page.get_by_role("link", name="Plan a change on the page"))
    hand.write(page.get_by_label("Hours in all"), "32")
    hand.clicks += 1
    type_day(page.locator("#id_effective_from"), NEW_YEAR.isoformat())
    hand.press(page.get_by_role("button", name="More actions").last)
    hand.press(page.get_by_role("button", name="Publish").last)
    expect(page.get_by_text("published").first).to_be_visible()


def test_a_change_for_new_applicants_and_then_a_typo_of_todays(
    page: Page, live_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor()
    monkeypatch.setitem(REQUIREMENTS[0][1], "topic", TYPO)
    form = make_form_page(editor)
    credential = form.get_parent()
    ina = make_person("ina@example.org")
    before = start_application(form=form.translation_key, by=ina.account, today=timezone.localdate())
    sign_in(page, live_server.url, editor.user)
    page.goto(f"{live_server.url}/admin/")
    hand = Hand()
    plan(hand, page)
    assert hand.clicks < 10
    page.get_by_role("link", name="Requirements", exact=True).click()
    page.get_by_role("link", name="Infant Family Specialist (IFS)").click()
    page.get_by_role("link", name="Correct the wording of set 1").click()
    page.get_by_label("Topic").fill("infant mental health")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_text("The wording of set 1 is corrected.")).to_be_visible()
    first, second = RequirementSet.objects.order_by("number")
    assert (first.clauses[0]["hours"], first.clauses[0]["topic"]) == ("30", "infant mental health")
    assert (second.clauses[0]["hours"], second.effective_from) == ("32", NEW_YEAR)
    page.goto(live_server.url + credential.get_url_parts()[2])
    expect(page.get_by_text(TRAINED)).to_be_visible()
    changes = page.locator(".changes")
    expect(changes.locator("del").first).to_have_text("30")
    expect(changes.locator("ins").first).to_have_text("32")
    ole, zoe = make_person("ole@example.org"), make_person("zoe@example.org")
    eve = start_application(form=form.translation_key, by=ole.account, today=NEW_YEAR - timedelta(days=1))
    after = start_application(form=form.translation_key, by=zoe.account, today=NEW_YEAR)
    before.refresh_from_db()
    held = [row.requirement_set.clauses[0]["hours"] for row in (before, eve, after)]
    assert held == ["30", "30", "32"]


def test_a_day_typed_in_another_notation_is_read_or_refused_and_never_put_back(
    page: Page, live_server
) -> None:
    editor = Editor()
    credential = make_form_page(editor).get_parent()
    sign_in(page, live_server.url, editor.user)
    page.goto(f"{live_server.url}/admin/pages/{credential.pk}/edit/")
    page.get_by_label("Hours in all").fill("32")
    day = page.locator("#id_effective_from")
    for typed, stands in (
        (f"{NEW_YEAR.year}-02-31", "Enter a date, as in 2024-03-31."),
        (f"01.02.{NEW_YEAR.year}", "Enter a date, as in 2024-03-31."),
        (f"{NEW_YEAR:%m/%d/%Y}", f"Set 2 of the requirements: in force from 1 January {NEW_YEAR.year}."),
    ):
        type_day(day, typed)
        expect(day).to_have_value(typed)
        page.get_by_role("button", name="More actions").last.click()
        page.get_by_role("button", name="Publish").last.click()
        expect(page.get_by_text(stands).first).to_be_visible()
    first, second = RequirementSet.objects.order_by("number")
    assert (first.clauses[0]["hours"], second.clauses[0]["hours"]) == ("30", "32")
    assert second.effective_from == NEW_YEAR
