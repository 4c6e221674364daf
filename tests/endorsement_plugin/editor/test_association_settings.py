"""An association's own people change its contact and calendar, each what is theirs; it is written down."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.associations.actions import change_settings
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Association, AssociationEvent
from endorsement_plugin.renewals.actions.holds import hold_clock, let_clock_go
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor, make_superuser, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_associations")
TODAY = date(2026, 11, 30)


def address(association: Association) -> str:
    return reverse("endorsement_association", args=[association.code])


def typed(association: Association, **more: Any) -> dict[str, Any]:
    """What the page shows, with changes."""
    names = ("email", "statement", "accent", "time_zone", "answer_after_months", "exam_after_months")
    values = {name: getattr(association, name) for name in (*names, "retake_after_months")}
    return (
        values
        | {"retake_other_paper": "on", "currency": "USD", "how_to_pay": "", "registry_shows_inactive": "on"}
        | {"paper": "us-letter"}
        | more
    )


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


ALLOWED = [
    ("editor", {"statement": "We serve families.", "email": "new@example.org", "accent": "#31597d"}),
    ("coordinator", {"answer_after_months": 2, "time_zone": "Pacific/Honolulu", "email": "new@example.org"}),
    ("coordinator", {"exam_after_months": 4, "retake_after_months": 0}),
    ("coordinator", {"one_application_at_a_time": True}),
    ("editor", {"one_application_at_a_time": True}),
    ("editor", {"registry_of_sanction": "Not active at the moment", "registry_noindex": True}),
    ("coordinator", {"registry_finds_former_names": True, "registry_in_network": True}),
]


@pytest.mark.parametrize(("role", "changes"), ALLOWED)
def test_each_changes_what_is_theirs_and_it_is_written_down(role: str, changes: dict[str, Any]) -> None:
    association = make_association()
    user = {"editor": make_editor, "coordinator": make_coordinator}[role](association)
    client = signed_in(user)
    before = {name: str(getattr(association, name)) for name in changes}
    answer = client.post(address(association), typed(association, **changes), follow=True)
    assert "Saved:" in answer.text
    association.refresh_from_db()
    assert {name: getattr(association, name) for name in changes} == changes
    events = {event.setting: event for event in AssociationEvent.objects.all()}
    assert {name: event.before for name, event in events.items()} == before
    assert {name: event.after for name, event in events.items()} == {k: str(v) for k, v in changes.items()}
    assert {(event.actor, event.role) for event in events.values()} == {(user, role)}
    assert ("True" in answer.text, "False" in answer.text) == (False, False)
    again = client.post(address(association), typed(association, **changes), follow=True)
    assert "Nothing was different." in again.text
    assert AssociationEvent.objects.count() == len(changes)


REFUSED = [
    ("editor", {"answer_after_months": 9}),
    ("editor", {"time_zone": "Pacific/Honolulu"}),
    ("coordinator", {"statement": "Ours now."}),
    ("coordinator", {"accent": "#000000"}),
]


@pytest.mark.parametrize(("role", "changes"), REFUSED)
def test_what_is_the_others_stays(role: str, changes: dict[str, Any]) -> None:
    association = make_association()
    user = {"editor": make_editor, "coordinator": make_coordinator}[role](association)
    answer = signed_in(user).post(address(association), typed(association, **changes), follow=True)
    assert "Nothing was different." in answer.text
    with pytest.raises(NotAllowed):
        change_settings(association=association, by=user, changes=changes | {"email": "x@example.org"})
    association.refresh_from_db()
    assert association.email != "x@example.org"
    assert not AssociationEvent.objects.exists()


WRONG = [
    ({"answer_after_months": "99"}, "36 months at the most."),
    ({"answer_after_months": "-1"}, "greater than or equal to 0"),
    ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ({"email": "office"}, "Enter a valid email address"),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_cannot_be_is_said_beside_it(changes: dict[str, Any], message: str) -> None:
    association = make_association()
    client = signed_in(make_coordinator(association))
    answer = client.post(address(association), typed(association, **changes))
    assert (answer.status_code, message in answer.text) == (200, True)
    assert "Nothing was saved." in answer.text
    assert not AssociationEvent.objects.exists()


def test_nobody_else_opens_it() -> None:
    association, other = make_association(), make_association("mi-aimh", "mi-aimh.localhost")
    for user in (make_editor(other, "e@example.org"), make_coordinator(other, "c@example.org")):
        client = signed_in(user)
        assert client.get(address(association)).status_code == 404
        assert client.post(address(association), typed(association, email="x@example.org")).status_code == 404
        assert client.get(LIST)["Location"] == address(other)
        assert LIST in client.get(reverse("wagtailadmin_home")).text
    stranger = signed_in(make_user("s@example.org"))
    assert stranger.get(address(association)).status_code in {302, 403}


def test_whoever_runs_several_chooses() -> None:
    first, second = make_association(), make_association("mi-aimh", "mi-aimh.localhost")
    listed = signed_in(make_superuser()).get(LIST).text
    assert address(first) in listed
    assert address(second) in listed


CHOSEN = {
    "endorsement_associations": "endorsement_association",
    "endorsement_letters_of": "endorsement_letters",
    "endorsement_clocks": "endorsement_clock",
}


@pytest.mark.parametrize(("place", "leads_to"), CHOSEN.items())
def test_a_coordinator_of_two_chooses_and_one_of_one_is_led_there(place: str, leads_to: str) -> None:
    first, second = make_association(), make_association("mi-aimh", "mi-aimh.localhost")
    mine = make_coordinator(first)
    pages = [reverse(leads_to, args=[one.code]) for one in (first, second)]
    assert signed_in(mine).get(reverse(place)).headers["Location"] == pages[0]
    make_coordinator(second)
    listed = signed_in(mine).get(reverse(place)).text
    assert [page in listed for page in pages] == [True, True]


def test_whoever_has_submitted_keeps_the_days_that_were_promised() -> None:
    association = make_association()
    application = make_application(state="submitted")
    promised = (application.answer_by, application.exam_from)
    client = signed_in(make_coordinator(association))
    client.post(address(association), typed(association, answer_after_months=12, exam_after_months=12))
    association.refresh_from_db()
    application.refresh_from_db()
    assert association.answer_after_months == 12
    assert (application.answer_by, application.exam_from) == promised


def test_the_history_says_who_changed_what(client: Client) -> None:
    association = make_association()
    user = make_coordinator(association)
    user.first_name, user.last_name = "Cora", "Coordinator"
    user.save()
    client.force_login(user)
    client.post(address(association), typed(association, answer_after_months=2))
    shown = client.get(address(association)).text
    assert "Cora Coordinator (coordinator): Months until an answer, from “1” to “2”" in shown


def test_what_is_written_below_a_setting_says_more_than_its_name() -> None:
    association = make_association()
    page: Any = signed_in(make_superuser()).get(address(association))
    for field in page.context["form"]:
        repeated = {*field.help_text.lower().strip(".").split()} <= {*field.label.lower().split(), "shown"}
        assert not (field.help_text and repeated), field.label
    assert "Letters do not carry it." in page.text
    assert "Shown at the foot of every page" not in page.text


def test_a_statement_is_small_print() -> None:
    association = make_association()
    client = signed_in(make_editor(association))
    long = "We serve families. " * 60
    answer = client.post(address(association), typed(association, statement=long))
    assert "Shorten it to 1,000." in answer.text
    assert long.strip() in answer.text, "nothing typed is lost"
    assert (
        "Saved:" in client.post(address(association), typed(association, statement="Ours"), follow=True).text
    )
    client.post(address(association), typed(association, statement="\u200b"))
    association.refresh_from_db()
    assert association.statement == "", "a line that nobody sees is none"


def test_who_is_both_is_written_down_as_both() -> None:
    association = make_association()
    both = make_coordinator(association)
    make_editor(association, both.email)
    changed = change_settings(association=association, by=both, changes={"email": "new@example.org"})
    event = AssociationEvent.objects.get()
    assert changed == ["email"]
    assert event.role == "coordinator, editor"
    event.full_clean()


def test_what_is_changed_elsewhere_is_told_in_words() -> None:
    association = make_association()
    mine = make_coordinator(association)
    hold_clock(association=association, by=mine, until=date(2026, 12, 24), reason="Flood.", today=TODAY)
    let_clock_go(association=association, by=mine, today=TODAY)
    association.events.create(actor=mine, role="editor", setting="renewal_policy", after="2: published")
    shown = signed_in(mine).get(address(association)).text
    assert "The clock of renewals held for everybody, “until 24 December 2026: Flood.”" in shown
    assert "The clock of renewals held for everybody, “no longer”" in shown
    assert "Renewal policy, “2: published”" in shown
    assert "renewal_policy" not in shown
    assert "clock_hold" not in shown
