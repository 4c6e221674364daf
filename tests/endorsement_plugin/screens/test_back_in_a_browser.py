"""Back after an entry was added: the page comes anew, with what was typed in it, and adds nothing twice."""

import pytest
from playwright.sync_api import Page, expect

from endorsement_plugin.models import EvidenceEntry
from tests.factories.applications import make_application
from tests.factories.people import make_person
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILLED = {"title": "Home visitor", "organization": "Family Hui", "started_on": "2024-01-02"}


@pytest.fixture
def added(page: Page, live_server) -> Page:
    """On the page of a new position, come back to after it was saved."""
    application = make_application(make_person())
    sign_in(page, live_server.url, application.person.account)
    page.goto(f"{live_server.url}/apply/{application.pk}/evidence/work/add/")
    for name, text in FILLED.items():
        page.fill(f"#id_{name}", text)
    save(page)
    expect(page.get_by_text("Added: Home visitor.")).to_be_visible()
    page.go_back()
    expect(page.locator("#id_title")).to_have_value("Home visitor")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def titles() -> list[str]:
    return sorted(EvidenceEntry.objects.values_list("title", flat=True))


def test_saving_the_same_again_adds_nothing(added: Page):
    save(added)
    expect(added.get_by_text("Added: Home visitor.")).to_be_visible()
    assert titles() == ["Home visitor"]


@pytest.mark.parametrize("corrected", ["Home visitor, Hilo", "K\u016bkulu visitor"])
def test_a_correction_is_not_a_second_entry_unless_they_say_so(added: Page, corrected: str):
    added.fill("#id_title", corrected)
    added.locator("#id_title").press("Enter")
    expect(added.get_by_text("“Home visitor” was added from here already")).to_be_visible()
    expect(added.locator("#id_title")).to_have_value(corrected)
    assert titles() == ["Home visitor"]
    save(added)
    expect(added.get_by_text(f"Added: {corrected}.")).to_be_visible()
    assert titles() == sorted(["Home visitor", corrected])


def test_the_next_new_entry_is_one_of_its_own(added: Page):
    added.get_by_role("link", name="Cancel").click()
    added.get_by_role("link", name="Add another").click()
    for name, text in FILLED.items():
        added.fill(f"#id_{name}", text)
    save(added)
    expect(added.get_by_text("Added: Home visitor.")).to_be_visible()
    assert titles() == ["Home visitor", "Home visitor"]
