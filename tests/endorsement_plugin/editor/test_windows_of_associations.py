"""When applications are taken up: said once for the association, by its own people, and written down."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.associations.windows import WindowForm
from endorsement_plugin.models import Association, AssociationEvent
from endorsement_plugin.pages.models import CredentialPage
from endorsement_plugin.rules.windows import Window, read
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_credential_page
from tests.endorsement_plugin.editor.test_association_settings import address, signed_in, typed
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def association() -> Association:
    return make_association(time_zone="Pacific/Honolulu")


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of December in London, still the last of November in Honolulu."""
    moment = datetime(2026, 12, 1, 5, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def written(association: Association, **window: Any) -> dict[str, Any]:
    return typed(association) | {f"window-{name}": value for name, value in window.items()}


def read_page(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


WAYS = [
    ({"kind": "always"}, "You can submit on any day of the year.", []),
    ({"kind": "monthly", "day": "31"}, "by the last day of each month", ["30 November 2026"]),
    (
        {"kind": "first_weekday", "weekday": "4", "only_in": [str(month) for month in range(1, 11)]},
        "first Friday of each month from January to October",
        ["1 January 2027", "5 February 2027"],
    ),
    (
        {"kind": "fixed", "days": "15 January\n April 15\n15 jul.\n\n15 October"},
        "15 January, 15 April, 15 July, or 15 October of each year",
        ["15 January 2027", "15 April 2027"],
    ),
    (
        {"kind": "cohort", "starts": "2027-03-01\n1 September 2027", "length": "3"},
        "A group has 3 months from its start",
        ["1 March 2027", "1 June 2027", "1 December 2027"],
    ),
]


@pytest.mark.parametrize("role", ["editor", "coordinator"])
@pytest.mark.parametrize(("window", "words", "days"), WAYS)
def test_each_way_is_written_and_its_next_days_are_shown(
    association: Association, now: None, role: str, window: dict[str, Any], words: str, days: list[str]
) -> None:
    make = {"editor": make_editor, "coordinator": make_coordinator}[role]
    user = make(association)
    client = signed_in(user)
    answer = client.post(address(association), written(association, **window), follow=True)
    assert "Saved: When applications are taken up." in answer.text
    shown = re.sub(r"\s+", " ", answer.text)
    assert [one for one in [words, *days] if one not in shown] == []
    event = AssociationEvent.objects.get()
    assert (event.setting, event.actor, event.role, event.before) == ("windows", user, role, "Not said.")
    assert words in event.after
    again = client.post(address(association), written(association, **window), follow=True)
    assert "Nothing was different." in again.text


WRONG = [
    ({"kind": "monthly", "day": "32"}, "day", "from 1 to 31"),
    ({"kind": "monthly", "day": ""}, "day", "from 1 to 31"),
    ({"kind": "monthly", "day": "often"}, "day", "whole number"),
    ({"kind": "fixed", "days": ""}, "days", "Name at least one day."),
    ({"kind": "fixed", "days": "31 April"}, "days", "no such day"),
    ({"kind": "fixed", "days": "15 January\nsometime"}, "days", "“sometime” is not read as a day."),
    ({"kind": "cohort", "starts": "soon", "length": "3"}, "starts", "“soon” is not read as a day."),
    ({"kind": "cohort", "starts": "2027-03-01", "length": ""}, "length", "from 1 to 60"),
    ({"kind": "cohort", "starts": "2027-03-01", "length": "61"}, "length", "from 1 to 60"),
    ({"kind": "fortnightly"}, "kind", "Select a valid choice"),
]


@pytest.mark.parametrize(("window", "place", "words"), WRONG)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(
    association: Association, window: dict[str, Any], place: str, words: str
) -> None:
    client = signed_in(make_editor(association))
    answer = client.post(address(association), written(association, email="new@example.org", **window))
    assert "Nothing was saved." in answer.text
    form = answer.context["form"].window
    assert any(words in error for error in form.errors[place]), form.errors
    assert form.data.get("window-days", "") == window.get("days", "")
    association.refresh_from_db()
    assert association.windows == {}
    assert not AssociationEvent.objects.exists()


def test_a_day_that_is_not_read_is_not_called_missing() -> None:
    form = WindowForm({"window-kind": "fixed", "window-days": "sometime"}, stored={}, may_change=True)
    (only,) = form.errors["days"]
    assert str(only).startswith("“sometime” is not read")


def test_credentials_that_say_nothing_of_their_own_follow_it(association: Association, now: None) -> None:
    editor = Editor(association)
    page = make_credential_page(editor)
    assert "When to submit" not in read_page(page.url)
    data = written(association, kind="monthly", day="15")
    editor.client.post(address(association), data)
    for url in (page.url, page.get_parent().url):
        assert "Submit by the 15th of each month." in read_page(url)
        assert "15 December 2026" in read_page(url)
    own = editor.change(page, credential_data(windows=streamfield([("always", {})])))
    assert isinstance(own, CredentialPage), own.errors
    assert "on any day of the year" in read_page(own.url)
    assert "15th of each month" in read_page(own.get_parent().url)


def test_what_was_said_can_be_taken_back(association: Association) -> None:
    association.windows = {"kind": "monthly", "day": 15, "months": list(range(1, 13))}
    association.save()
    client = signed_in(make_coordinator(association))
    client.post(address(association), written(association, kind=""))
    association.refresh_from_db()
    assert association.windows == {}
    event = AssociationEvent.objects.get()
    assert (event.before, event.after) == ("Submit by the 15th of each month.", "Not said.")


@pytest.mark.parametrize("window", [window for window, _, _ in WAYS])
def test_what_is_stored_is_what_the_page_shows_again(window: dict[str, Any]) -> None:
    def form(stored: dict[str, Any], data: dict[str, Any] | None = None) -> WindowForm:
        return WindowForm(data, stored=stored, may_change=True)

    first = form({}, {f"window-{name}": value for name, value in window.items()})
    assert first.is_valid(), first.errors
    shown = {
        f"window-{name}": value for name, value in form(first.stored).initial.items() if value is not None
    }
    again = form(first.stored, shown)
    assert again.is_valid(), again.errors
    assert again.stored == first.stored
    compiled: Window | None = read(first.stored)
    assert compiled is not None


def test_nobody_else_changes_it(association: Association) -> None:
    other = make_association("mi-aimh", "mi-aimh.localhost")
    client = signed_in(make_editor(other, "e@example.org"))
    assert client.post(address(association), written(association, kind="always")).status_code == 404
    association.refresh_from_db()
    assert association.windows == {}


def test_a_list_of_days_is_refused_when_it_is_no_list(association: Association) -> None:
    days = "15 January\n" * 200
    answer = signed_in(make_coordinator(association)).post(
        address(association), written(association, kind="fixed", days=days)
    )
    assert "Shorten it to 1,000." in answer.text
    assert answer.text.count("15 January\n") >= 199, "nothing typed is lost"
    association.refresh_from_db()
    assert not association.windows
