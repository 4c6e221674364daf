"""The policy is changed by who runs the association, and carried out once its numbers were confirmed."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.decisions.actions.decide_again import decide_again
from endorsement_plugin.enquiries.actions import forget_enquiries
from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, WrongState
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.mail.actions import forget_letters
from endorsement_plugin.models import (
    AccessEvent,
    Application,
    Enquiry,
    Mail,
    Retention,
    RetentionHold,
    RetentionRun,
    RetentionTerm,
)
from endorsement_plugin.privacy.queries import open_matters
from endorsement_plugin.retention.actions.holding import lift_hold, place_hold
from endorsement_plugin.retention.actions.terms import keep_for, switch_off, switch_on
from endorsement_plugin.retention.jobs import begin_retention
from endorsement_plugin.retention.queries import due
from endorsement_plugin.retention.queries.due import in_turn, numbers, preview, revision_of, terms_of
from endorsement_plugin.retention.rules.kinds import KEEPINGS
from endorsement_plugin.retention.rules.terms import Kind
from review_queue.work.running import run_due
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor, make_person
from tests.factories.retention import NAME, association_of, made, somebody, whole

pytestmark = pytest.mark.django_db

OLD = datetime(2010, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def row() -> Application:
    return whole("declined", OLD)


@pytest.fixture
def association(row: Application) -> Any:
    return row.association


@pytest.fixture
def cora(association: Any) -> Any:
    return make_coordinator(association)


@pytest.fixture
def desk(cora: Any) -> Client:
    return signed_in(cora)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, association: Any, *args: object) -> str:
    return reverse(f"endorsement_{name}", args=[association.code, *args])


def confirmed(association: Any) -> dict[str, Any]:
    """What the page shows now, as whoever presses the button has seen it."""
    day = today(association)
    seen, revision = numbers(preview(association, day)), revision_of(association)
    return {"seen": seen, "revision": revision, "day": day}


def hidden_in(html: str) -> dict[str, str]:
    """The numbers that the page carries, and of which policy they are."""
    found = re.findall(r'name="(seen|revision)" value="([^"]*)"', html)
    assert len(found) == 2
    return {name: unescape(value) for name, value in found}


def test_whoever_runs_it_changes_a_time_and_the_history_has_it(association: Any) -> None:
    for user in (make_editor(association), make_coordinator(association)):
        client, to = signed_in(user), page("retention_change", association, "endorsed")
        assert "At least" in client.get(to).text
        number = 7 if user.groups.filter(edited_associations=association).exists() else 8
        said = {"how": "time", "number": number, "unit": "years", "reason": "Counsel says so"}
        shown = client.post(to, said, follow=True)
        assert f"What endorsed people had sent in: kept for {number} years." in shown.text
        assert "“Counsel says so”" in shown.text
    term = RetentionTerm.objects.get()
    assert (term.months, term.changed_by) == (96, user)
    assert [(one.setting, one.before, one.after) for one in association.events.order_by("id")] == [
        ("retention_endorsed", "for ever", "7 years"),
        ("retention_endorsed", "7 years", "8 years"),
    ]
    own = signed_in(user).get(reverse("endorsement_association", args=[association.code])).text
    assert "How long kept: What endorsed people had sent in" in own
    assert "Nothing was different." in client.post(to, said, follow=True).text


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (
            {"how": "time", "number": 11, "unit": "months"},
            "At least 1 year. Until then the exam",
        ),
        ({"how": "time", "number": 51, "unit": "years"}, "At most 50 years. Choose “for ever” for longer."),
        ({"how": "time", "number": "", "unit": "years"}, "Enter how many years or months."),
        ({"how": "time", "number": "2,5", "unit": "years"}, "Enter a whole number."),
        ({"how": "time", "number": 0, "unit": "years"}, "greater than or equal to 1"),
        ({"number": 3, "unit": "years"}, "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_beside_the_number_and_nothing_is_lost(association, desk, said, refused):
    shown = desk.post(page("retention_change", association, "transcripts"), said | {"reason": "Because"})
    assert refused in shown.text
    assert 'value="Because"' in shown.text
    assert not RetentionTerm.objects.exists()


def test_nobody_else_changes_switches_or_holds(association, row):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    for user in (other, row.person.account):
        with pytest.raises(NotAllowed):
            keep_for(association=association, kind=Kind.DRAFTS, months=24, reason="", by=user)
        with pytest.raises(NotAllowed):
            switch_on(association=association, by=user, **confirmed(association))
        with pytest.raises(NotAllowed):
            switch_off(association=association, by=user)
        with pytest.raises(NotAllowed):
            place_hold(association=association, person=row.person.pk, reason="x", by=user)
    client = signed_in(other)
    for name in ("retention", "retention_switch", "retention_holds"):
        assert client.get(page(name, association)).status_code == 404
    assert client.get(page("retention_rows", association, "drafts")).status_code == 404
    assert NAME not in client.get(reverse("endorsement_retentions"), follow=True).text


def test_an_editor_sees_numbers_and_no_names(association):
    client = signed_in(make_editor(association))
    shown = client.get(page("retention", association)).text
    assert "Declined applications" in shown
    assert "switch it on" not in shown
    for address in (
        page("retention_rows", association, "declined"),
        page("retention_switch", association),
        page("retention_holds", association),
    ):
        assert f'href="{address}"' not in shown
        assert client.get(address).status_code == 404
    with pytest.raises(NotAllowed):
        switch_on(association=association, by=make_editor(association), **confirmed(association))


def test_it_begins_only_once_the_numbers_were_confirmed(association, desk, cora):
    begin_retention()
    run_due()
    assert Application.objects.get().transcripts.exists()
    switch = page("retention_switch", association)
    shown = desk.get(switch).text
    assert "The first run removes 4 records" in shown
    assert "Nobody can bring back what goes." in shown
    hidden = hidden_in(shown) | {"then": "on"}
    assert "Tick that you have looked at the numbers." in desk.post(switch, hidden).text
    made(Kind.READS, OLD)
    late = desk.post(switch, hidden | {"understood": "on"})
    assert "Nothing was switched on." in late.text
    for wrong in ("", "x", "[1]", '{"a": "b"}', "[" * 3000):
        for name in ("seen", "revision"):
            shown = desk.post(switch, hidden | {name: wrong, "understood": "on"}).text
            assert "did not come with the page" in shown
    assert not Retention.objects.filter(is_on=True).exists()
    done = desk.post(switch, hidden_in(late.text) | {"understood": "on"}, follow=True)
    assert "Switched on. The first run begins within the hour." in done.text
    row = Retention.objects.get()
    assert (row.is_on, row.switched_by, row.confirmed["declined"]) == (True, cora, 1)
    begin_retention()
    run_due()
    assert not Application.objects.get(emptied_at__isnull=False).transcripts.exists()
    shown = desk.get(page("retention", association)).text
    assert "Declined applications: 1" in shown
    assert "Switched off" in desk.post(switch, {"then": "off"}, follow=True).text
    assert not Retention.objects.get().is_on
    with pytest.raises(WrongState):
        switch_off(association=association, by=cora)
    again = hidden_in(desk.get(switch).text) | {"understood": "on"}
    assert "The next run begins tomorrow." in desk.post(switch, again, follow=True).text
    begin_retention()
    assert RetentionRun.objects.count() == 1


def test_a_new_time_switches_it_off_and_a_new_reason_does_not(association, cora):
    switch_on(association=association, by=cora, **confirmed(association))
    with pytest.raises(WrongState):
        switch_on(association=association, by=cora, **confirmed(association))
    keep_for(association=association, kind=Kind.DRAFTS, months=24, reason="As before", by=cora)
    assert Retention.objects.get().is_on
    keep_for(association=association, kind=Kind.DRAFTS, months=25, reason="As before", by=cora)
    assert not Retention.objects.get().is_on
    for kind in Kind:
        keep_for(association=association, kind=kind, months=None, reason="", by=cora)
    with pytest.raises(WrongState, match="kept for ever"):
        switch_on(association=association, by=cora, **confirmed(association))


def test_numbers_of_another_policy_are_not_confirmed_though_they_are_the_same(association, desk, cora):
    switch = page("retention_switch", association)
    shown = hidden_in(desk.get(switch).text)
    keep_for(association=association, kind=Kind.DRAFTS, months=6, reason="", by=make_editor(association))
    late = desk.post(switch, shown | {"understood": "on"})
    assert hidden_in(late.text)["seen"] == shown["seen"]
    assert "Nothing was switched on." in late.text
    assert not Retention.objects.get().is_on


def test_a_time_that_comes_with_a_later_version_removes_nothing(association, cora, monkeypatch):
    """What was confirmed stays so, and of a kind that is new nobody has confirmed anything."""
    switch_on(association=association, by=cora, **confirmed(association))
    own = {row.kind: row.months for row in RetentionTerm.objects.all()}
    assert own == {kind.value: keeping.months for kind, keeping in KEEPINGS.items()}
    shorter = {kind: replace(keeping, months=1) for kind, keeping in KEEPINGS.items()}
    monkeypatch.setattr(due, "KEEPINGS", shorter)
    assert {kind.value: term.months for kind, term in terms_of(association).items()} == own
    RetentionTerm.objects.filter(kind="transcripts").delete()
    waits = {line.term.kind: line.waits for line in preview(association, today(association))}
    assert (waits[Kind.TRANSCRIPTS], sum(waits.values())) == (1, 1)
    assert Kind.TRANSCRIPTS not in [term.kind for term in in_turn(terms_of(association), "")]


def test_the_plan_says_what_goes_on_a_day_that_is_chosen(association, desk):
    plan = page("retention", association)
    later = today(association).replace(year=today(association).year + 9).isoformat()
    made(Kind.INVITATIONS, timezone.now(), make_person("new@example.org"))
    assert "oldest 15 Jan 2010" in desk.get(plan).text
    shown = desk.get(plan, {"day": later})
    assert (shown.context["total"], shown.context["total_later"]) == (4, 5)
    for wrong in ("2020-01-01", "9999-12-31", "x", "2026-13-45", ""):
        refused = desk.get(plan, {"day": wrong})
        assert "Choose a day from today to 10 years ahead." in refused.text
        assert not refused.context["is_later"]


def test_the_list_leads_to_what_goes_and_can_be_taken_away(association, desk, row, cora):
    at = page("retention_rows", association, "transcripts")
    shown = desk.get(at).text
    assert f"{NAME}.pdf" in shown
    assert reverse("endorsement_applications:inspect", args=[row.pk]) in shown
    assert page("retention_hold", association, row.person_id) in shown
    file = desk.get(at, {"export": "csv"})
    assert file["Content-Disposition"].startswith("attachment")
    lines = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert lines[1].endswith(f"{NAME}.pdf,Ina {NAME},2010-01-15,")
    event = AccessEvent.objects.get(kind="retention")
    assert (event.rows, event.thing, event.actor) == (1, "transcripts", cora)
    place_hold(association=association, person=row.person_id, reason="A complaint", by=cora)
    assert "Nothing of this kind goes by then." in desk.get(at).text
    assert "somebody has put a hold on this person" in desk.get(at, {"which": "stays"}).text
    assert desk.get(page("retention_rows", association, "nothing")).status_code == 404


@pytest.mark.parametrize("kind", Kind)
def test_each_list_opens_and_its_links_lead_somewhere(kind):
    thing = made(kind, OLD)
    whose = association_of(thing)
    desk = signed_in(make_coordinator(whose))
    at = page("retention_rows", whose, kind.value)
    RetentionTerm.objects.create(
        association=whose, kind=kind.value, months=24, changed_by=make_coordinator(whose)
    )
    shown = desk.get(at)
    assert len(shown.context["rows"]) == 1
    _, address, *_ = shown.context["rows"][0]
    assert not address or desk.get(address).status_code == 200
    assert b"2010-01-15" in b"".join(desk.get(at, {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]


def test_drafts_are_listed_without_a_way_into_them(association, cora):
    made(Kind.DRAFTS, OLD, make_person("d@example.org"))
    shown = signed_in(cora).get(page("retention_rows", association, "drafts"))
    assert [address for _, address, *_ in shown.context["rows"]] == [""]


def test_a_hold_is_placed_with_a_reason_read_and_lifted(association, desk, row, cora):
    to = page("retention_hold", association, row.person_id)
    assert "Write the reason." in desk.post(to, {"reason": " "}).text
    shown = desk.post(to, {"reason": "A complaint is looked into."}, follow=True).text
    assert "A complaint is looked into." in shown
    assert "is held already" in desk.get(to).text
    with pytest.raises(AlreadyOpen):
        place_hold(association=association, person=row.person_id, reason="again", by=cora)
    with pytest.raises(Incomplete):
        place_hold(association=association, person=row.person_id, reason="", by=make_coordinator(association))
    hold = RetentionHold.objects.get()
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    with pytest.raises(NotAllowed):
        lift_hold(hold=hold.pk, by=other)
    shown = desk.post(page("retention_lift", association, hold.pk), follow=True).text
    assert "Nobody is held." in shown
    with pytest.raises(WrongState):
        lift_hold(hold=hold.pk, by=cora)


def test_nobody_holds_or_lifts_their_own(association, cora):
    person = make_person(cora.email)
    mine = whole("declined", OLD, person)
    with pytest.raises(NotAllowed):
        place_hold(association=association, person=mine.person_id, reason="x", by=cora)
    assert signed_in(cora).get(page("retention_hold", association, mine.person_id)).status_code == 404
    stranger = make_person("stranger@example.org")
    assert signed_in(cora).get(page("retention_hold", association, stranger.pk)).status_code == 404


def test_a_hold_keeps_them_from_being_erased(association, row, cora):
    assert list(open_matters(row.person, association)) == []
    place_hold(association=association, person=row.person_id, reason="A court has asked", by=cora)
    said = list(open_matters(row.person, association))
    assert said == ["The association has to keep everything for now. Its coordinators know why."]


def test_what_the_installation_removes_by_itself_heeds_holds_and_the_policy(association, row, cora):
    def rows() -> tuple[int, int]:
        forget_letters()
        forget_enquiries()
        return Mail.objects.count(), Enquiry.objects.count()

    def planted() -> None:
        Mail.objects.all().delete()
        Enquiry.objects.all().delete()
        made(Kind.ENQUIRIES, OLD)
        said = {"to": "x@example.org", "subject": "s", "body": "b", "association": association}
        Mail.objects.create(event_key="k", application=row, sent_at=OLD, **said)

    planted()
    assert rows() == (0, 0)
    planted()
    hold = place_hold(association=association, person=somebody().pk, reason="x", by=cora)
    assert rows() == (1, 1)
    lift_hold(hold=hold.pk, by=cora)
    Retention.objects.update_or_create(association=association, defaults={"is_on": True})
    keep_for(association=association, kind=Kind.LETTERS, months=None, reason="", by=cora)
    Retention.objects.update(is_on=True)
    assert rows() == (1, 1), "the policy alone says when"


def test_what_has_lost_its_records_is_not_taken_up_again(association, row, cora):
    switch_on(association=association, by=cora, **confirmed(association))
    begin_retention()
    run_due()
    with pytest.raises(WrongState, match="by your policy of retention, so it cannot be taken up again"):
        decide_again(application=row.pk, by=cora, reason="Let us see")
    file = signed_in(cora).get(reverse("endorsement_applications:inspect", args=[row.pk]))
    assert "Records removed, by the policy of retention" in file.text
    assert "Decide again" not in file.text
    assert file.context["file"].appealable == []


def test_one_person_of_two_keeps_the_holds_of_both(association, row, cora):
    twin = whole("declined", OLD, make_person("twin@example.org"))
    Application.objects.filter(pk=twin.pk).delete()
    other = make_person("third@example.org")
    for person, reason in ((row.person, "First"), (other, "Second")):
        RetentionHold.objects.create(association=association, person=person, reason=reason, set_by=cora)
    merge_people(keep=row.person_id, other=other.pk, by=cora, role="coordinator")
    held = RetentionHold.objects.get(lifted_at=None)
    assert (held.person, held.reason) == (row.person, "First · Second")
