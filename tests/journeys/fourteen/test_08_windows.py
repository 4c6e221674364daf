"""Item 8. When applications are taken up: said once for an association, and otherwise for a credential."""

from calendar import month_name
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.fourteen.office import Office
from tests.journeys.fourteen.writing import Editing, Part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUARTERS = ("January", "April", "July", "October")
QUARTER_DAYS = {"01-15", "04-15", "07-15", "10-15"}


def dates(office: Office) -> Locator:
    """What visitors read beside the credential."""
    office.demands()
    return office.page.locator(".card", has=office.page.get_by_role("heading", name="When to submit"))


def only(writing: Editing, kind: str) -> Part:
    """This way to say when, in place of the one that was there."""
    written = writing.among("Dates").root
    if written.get_by_title("Delete", exact=True).count():
        written.get_by_title("Delete", exact=True).first.click()
    return writing.add("Dates", kind)


def test_an_editor_writes_when_applications_are_taken_up(office: Office) -> None:
    settings = office.settings()
    settings.choose("Applications are taken up", "By fixed days of the year")
    settings.write("By fixed days: which", "\n".join(f"15 {month}" for month in QUARTERS))
    settings.save()
    expect(dates(office)).to_contain_text(
        "Submit by 15 January, 15 April, 15 July, or 15 October of each year."
    )
    assert [day[5:] in QUARTER_DAYS for day in days(office)] == [True] * 3
    writing = office.edit()
    friday = only(writing, "By the first … of the month")
    friday.choose("Weekday", "Friday")
    friday.tick(*month_name[1:11])
    writing.publish()
    expect(dates(office)).to_contain_text("Submit by the first Friday of each month from January to October.")
    fridays = [date.fromisoformat(day) for day in days(office)]
    assert [(day.weekday(), day.day < 8, day.month < 11) for day in fridays] == [(4, True, True)] * 3
    writing = office.edit()
    only(writing, "In groups that start together")
    expect(writing.refused()).to_contain_text(["This field is required."])
    group = writing.among("Dates")
    group.write("Months to submit", 12)
    group.first("Starts").only().fill("2099-03-01")
    writing.publish()
    expect(dates(office)).to_contain_text("A group has 12 months from its start to submit.")
    assert days(office) == ["2099-03-01", "2100-03-01"]
    writing = office.edit()
    only(writing, "All year")
    writing.publish()
    expect(dates(office)).to_contain_text("You can submit on any day of the year.")
    assert days(office) == []


def days(office: Office) -> list[str]:
    """The next ones, on the open page."""
    return [day.get_attribute("datetime") or "" for day in office.page.locator("time").all()]
