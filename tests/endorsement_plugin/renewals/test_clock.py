"""The clock and the database: letters once, moves with their way back, holds, and the page of coming days."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.models import Association, ClockHold, Endorsement, EndorsementRequest, Mail, Renewal
from endorsement_plugin.renewals.actions.clock import keep_time
from endorsement_plugin.renewals.actions.holds import hold_clock, let_clock_go
from endorsement_plugin.renewals.actions.passing import keep_time_at
from endorsement_plugin.renewals.actions.reminding import remind
from endorsement_plugin.renewals.queries.clock import ahead, batches, watched
from endorsement_plugin.rules.clock.cutoffs import cutoffs_of
from endorsement_plugin.rules.clock.steps import StepKind
from endorsement_plugin.rules.states import RenewalState
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import make_policy

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 31)
DAY = timedelta(days=1)
DATES: dict[str, Any] = {"grace_days": 45, "removal_days": 60, "reminder_days": [90, 30, 7]}


@pytest.fixture
def policy():
    return make_policy(**DATES)


@pytest.fixture
def held(policy) -> Endorsement:
    return make_endorsement(renewal_due=DUE, listed=True, granted_on=date(2025, 3, 1))


def pass_on(day: date) -> int:
    """One pass of the duty, on this day wherever the association is."""
    return keep_time_at(datetime.combine(day, time(22), UTC))


def live(first: date, last: date) -> list[tuple[date, int]]:
    """A pass on every day; on which of them something was done."""
    days = (first + n * DAY for n in range((last - first).days + 1))
    return [(day, done) for day in days if (done := pass_on(day))]


def letters() -> list[str]:
    return [
        key.partition(":")[0]
        for key in Mail.objects.order_by("created_at").values_list("event_key", flat=True)
    ]


def test_a_year_that_nobody_renews_in_letters_moves_and_history(held):
    done = [day for day, _ in live(date(2026, 9, 25), date(2027, 5, 1))]
    assert done == [
        *(date(2026, 10, 2), date(2026, 12, 1), date(2026, 12, 24)),
        *(date(2027, 2, 8), date(2027, 2, 15), date(2027, 4, 16)),
    ]
    assert letters() == [*["renewal_reminder"] * 3, "lapse_warning", "lapsed", "removed_by_clock"]
    held.refresh_from_db()
    assert (held.state, held.inactive_reason, held.state_since) == ("removed", "", date(2027, 4, 16))
    lapse = held.events.get(action="lapsed")
    assert (lapse.role, lapse.actor, lapse.effective_on) == ("system", None, date(2027, 2, 15))
    assert lapse.detail == "Not renewed by 31 December 2026."
    assert lapse.before["state"] == "active"
    warning = Mail.objects.get(event_key__startswith="lapse_warning")
    assert "lapses on 15 February 2027" in warning.subject
    lapsed = Mail.objects.get(event_key__startswith="lapsed")
    assert "it is removed on 16 April 2027" in lapsed.body
    assert "Our public registry says of it: Inactive, since 15 February 2027" in lapsed.body
    removed = Mail.objects.get(event_key__startswith="removed_by_clock")
    assert "Your name is no longer in our public registry with it." in removed.body


def test_its_letters_say_what_the_registry_says_and_nothing_to_whoever_is_not_in_it(held):
    """An association that does not show who is inactive does not write that it does."""
    unlisted = make_endorsement(
        make_person("leilani@example.org"), renewal_due=DUE, listed=False, granted_on=date(2025, 3, 1)
    )
    Association.objects.filter(pk=held.association_id).update(registry_shows_inactive=False)
    live(date(2027, 2, 8), date(2027, 2, 15))
    (told,) = Mail.objects.filter(event_key__startswith="lapsed", endorsement=held)
    (other,) = Mail.objects.filter(event_key__startswith="lapsed", endorsement=unlisted)
    assert "Your name is no longer in our public registry with it." in told.body
    assert "registry" not in other.body


def test_one_moved_in_as_lapsed_without_a_day_is_removed_by_its_day_of_renewal_and_not_by_its_granting(
    policy,
):
    row = make_endorsement(
        renewal_due=DUE, granted_on=date(2020, 3, 1), state="inactive", inactive_reason="lapsed"
    )
    assert live(date(2027, 1, 1), date(2027, 3, 10)) == [(date(2027, 3, 1), 1)]
    row.refresh_from_db()
    assert row.state == "removed"
    assert row.events.get(action="removed_by_clock").detail == "Lapsed since 31 December 2026."


def test_a_pass_twice_on_a_day_does_nothing_the_second_time(held):
    assert pass_on(date(2026, 12, 1)) == 1
    assert pass_on(date(2026, 12, 1)) == 0
    assert letters() == ["renewal_reminder"]


def test_days_on_which_the_clock_stood_still_are_caught_up_once(held):
    assert pass_on(date(2026, 12, 30)) == 1
    assert letters() == ["renewal_reminder"]
    assert pass_on(date(2027, 3, 30)) == 1
    assert letters() == ["renewal_reminder", "lapse_warning"]
    assert pass_on(date(2027, 3, 31)) == 0
    held.refresh_from_db()
    assert held.state == "active"
    assert pass_on(date(2027, 4, 6)) == 1
    held.refresh_from_db()
    assert (held.state, held.state_since) == ("inactive", date(2027, 4, 6))


@pytest.mark.parametrize("state", [RenewalState.SUBMITTED, RenewalState.IN_AUDIT])
def test_who_has_sent_in_a_renewal_neither_hears_nor_lapses(held, policy, state):
    Renewal.objects.create(endorsement=held, policy=policy, starts_on=date(2026, 1, 1), due=DUE, state=state)
    assert live(date(2026, 9, 25), date(2027, 5, 1)) == []


@pytest.mark.parametrize(("kind", "leaves"), [("leave", False), ("back", False), ("name", True)])
def test_who_has_asked_for_a_leave_or_to_come_back_is_left_alone_until_it_is_answered(held, kind, leaves):
    EndorsementRequest.objects.create(endorsement=held, kind=kind)
    assert bool(live(date(2027, 2, 8), date(2027, 2, 15))) is leaves


def test_a_request_that_was_declined_leaves_a_week_and_another_warning(held):
    live(date(2027, 2, 8), date(2027, 2, 8))
    at = datetime(2027, 3, 1, 22, tzinfo=UTC)
    EndorsementRequest.objects.create(endorsement=held, kind="leave", outcome="declined", settled_at=at)
    done = [day for day, _ in live(date(2027, 3, 1), date(2027, 3, 31))]
    assert done == [date(2027, 3, 8), date(2027, 3, 15)]


def test_a_hold_of_one_and_a_hold_for_all(held):
    held.clock_held_until = date(2027, 3, 1)
    held.save()
    assert [day for day, _ in live(date(2026, 12, 24), date(2027, 3, 9))] == [
        *(date(2026, 12, 24), date(2027, 3, 2), date(2027, 3, 9))
    ]
    other = make_endorsement(make_person("b@example.org"), renewal_due=DUE, granted_on=date(2025, 3, 1))
    by = make_coordinator(other.association)
    today = date(2027, 3, 9)
    hold_clock(association=other.association, by=by, until=date(2027, 3, 20), reason="Storm", today=today)
    assert live(date(2027, 3, 9), date(2027, 3, 20)) == []
    assert [day for day, _ in live(date(2027, 3, 21), date(2027, 3, 28))] == [
        date(2027, 3, 21),
        date(2027, 3, 28),
    ]


def test_what_a_coordinator_took_back_is_not_done_again_at_once(held):
    live(date(2027, 2, 8), date(2027, 2, 15))
    by = make_coordinator(held.association)
    undo_move(event=held.events.get(action="lapsed").pk, by=by, why="A mistake.")
    held.refresh_from_db()
    assert held.state == "active"
    from django.utils import timezone

    today = timezone.localdate()  # the way back is of this very day
    (one,) = watched([held], today)
    assert one.holding.eased_on == today


def test_a_leave_ends_and_a_provisional_one_ends_where_the_policy_says_so(policy):
    on_leave = make_endorsement(
        renewal_due=DUE,
        state="inactive",
        inactive_reason="requested",
        inactive_until=date(2027, 6, 30),
        state_since=date(2026, 7, 1),
    )
    policy.ends_provisional = True
    policy.save()
    emerging = make_endorsement(
        make_person("b@example.org"),
        renewal_due=date(2028, 12, 31),
        state="provisional",
        provisional_until=date(2027, 6, 30),
    )
    done = [day for day, _ in live(date(2027, 5, 1), date(2027, 7, 10))]
    assert done == [date(2027, 5, 31), date(2027, 7, 1)]
    for row in (on_leave, emerging):
        row.refresh_from_db()
        assert (row.state, row.inactive_reason, row.state_since) == ("inactive", "lapsed", date(2027, 7, 1))
    assert sorted(letters()) == ["leave_ends", "leave_over", "provisional_lapsed"]


def test_without_a_policy_or_before_it_is_in_force_nothing_lapses():
    row = make_endorsement(renewal_due=date(2022, 12, 31), granted_on=date(2021, 3, 1))
    assert pass_on(date(2026, 11, 30)) == 0
    make_policy(**DATES, effective_from=date(2026, 12, 10))
    assert pass_on(date(2026, 12, 9)) == 0
    assert pass_on(date(2026, 12, 10)) == 1
    assert letters() == ["lapse_warning"]
    assert pass_on(date(2026, 12, 17)) == 1
    row.refresh_from_db()
    assert (row.state, row.inactive_reason) == ("inactive", "lapsed")


def test_who_has_no_address_is_written_to_in_the_history_alone(policy):
    nobody = make_person("c@example.org")
    row = make_endorsement(nobody, renewal_due=DUE, granted_on=date(2025, 3, 1))
    type(nobody).objects.filter(pk=nobody.pk).update(user=None)
    assert pass_on(date(2026, 12, 1)) == 1
    assert letters() == []
    assert row.events.get(action="renewal_reminder").detail == "No address to write to."


def test_another_associations_clock_stands_when_one_is_held(held):
    kansas = make_association("kansas", "kansas.example.org")
    make_policy(kansas, **DATES)
    theirs = make_endorsement(
        make_person("k@example.org"),
        make_credential(kansas, "IFS"),
        renewal_due=DUE,
        granted_on=date(2025, 3, 1),
    )
    by = make_coordinator(held.association)
    day = date(2026, 12, 1)
    hold_clock(association=held.association, by=by, until=day, reason="Storm", today=day)
    assert pass_on(day) == 1
    assert theirs.events.filter(action="renewal_reminder").count() == 1
    assert not held.events.filter(action="renewal_reminder").exists()


def test_the_preview_of_thirty_days_is_what_the_clock_then_does(held):
    first = date(2027, 2, 1)
    days = ahead(held.association, first)
    said = [(day, step.kind) for day, steps in days.items() for _, step in steps]
    assert said == [(date(2027, 2, 8), StepKind.WARN), (date(2027, 2, 15), StepKind.LAPSE)]
    assert [day for day, _ in live(first, first + 30 * DAY)] == list(days)


def test_a_batch_is_read_in_as_many_queries_as_one(held):
    def ask() -> int:
        rows = list(Endorsement.objects.select_related("credential__association", "association", "person"))
        with CaptureQueriesContext(connection) as asked:
            watched(rows, date(2027, 2, 1))
        return len(asked)

    few = ask()
    for n in range(20):
        make_endorsement(make_person(f"p{n}@example.org"), renewal_due=DUE)
    assert ask() == few <= 8


def test_a_reminder_by_hand_counts_as_the_clocks_of_its_stage_and_the_next_one_leaves(held):
    """Of 90, 30 and 7 days: a coordinator writes after the first day and before the second."""
    by, written = make_coordinator(held.association), date(2026, 10, 15)
    with patch("endorsement_plugin.renewals.actions.reminding.today", return_value=written):
        remind(endorsement=held.pk, due=DUE, by=by)
    assert live(date(2026, 10, 15), date(2026, 12, 1)) == [(date(2026, 12, 1), 1)]
    assert letters() == ["renewal_reminder"] * 2
    days = ahead(held.association, date(2026, 12, 2))
    assert [(day, step.kind) for day, steps in days.items() for _, step in steps] == [
        (date(2026, 12, 24), StepKind.REMIND)
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"renewal_due": date(2026, 11, 30)},
        {"renewal_due": date(2027, 2, 28)},
        {"renewal_due": date(2027, 3, 1)},
        {"state": "provisional", "provisional_until": date(2026, 11, 29), "renewal_due": date(2028, 1, 1)},
        {"state": "provisional", "provisional_until": date(2026, 11, 30), "renewal_due": date(2028, 1, 1)},
        {"state": "inactive", "inactive_reason": "requested", "inactive_until": date(2026, 12, 30)},
        {"state": "inactive", "inactive_reason": "requested", "inactive_until": date(2026, 12, 31)},
        {"state": "inactive", "inactive_reason": "requested"},
        {"state": "inactive", "inactive_reason": "lapsed", "state_since": date(2026, 10, 1)},
        {"state": "inactive", "inactive_reason": "lapsed", "state_since": date(2026, 10, 2)},
        {"state": "inactive", "inactive_reason": "lapsed", "renewal_due": date(2026, 10, 1)},
        {"state": "inactive", "inactive_reason": "sanction"},
        {"state": "emeritus", "renewal_due": date(2020, 1, 1)},
    ],
)
def test_the_query_reads_what_the_rule_says_is_within_reach(policy, fields):
    row = make_endorsement(**({"granted_on": date(2020, 1, 1), "renewal_due": DUE} | fields))
    today = date(2026, 11, 30)
    read = [one.pk for batch in batches(row.association, today) for one in batch]
    (one,) = watched([row], today)
    assert (read == [row.pk]) is cutoffs_of([policy.cycle], today).has(one.holding)


def test_many_are_read_by_the_batch_and_far_ones_not_at_all(policy, held):
    for n in range(7):
        due = DUE if n % 2 else date(2030, 1, 1)
        make_endorsement(make_person(f"p{n}@example.org"), renewal_due=due)
    with CaptureQueriesContext(connection) as asked:
        read = list(batches(held.association, date(2026, 11, 30), size=2))
    assert [len(batch) for batch in read] == [2, 2]
    assert len(asked) == 5 + len(read)


# Holding it for all


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        (date(2026, 11, 29), "Storm", "This day is past."),
        (date(2028, 1, 1), "Storm", "A year at the most."),
        (date(2026, 12, 9), " \t ", "Say why"),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(until, reason, words):
    association = make_association()
    by = make_coordinator(association)
    with pytest.raises(WrongState, match=words):
        hold_clock(association=association, by=by, until=until, reason=reason, today=date(2026, 11, 30))
    assert not ClockHold.objects.exists()


def test_nobody_else_holds_it_and_what_is_not_held_is_not_let_go():
    association = make_association()
    today = date(2026, 11, 30)
    other = make_coordinator(make_association("kansas", "kansas.example.org"))
    for call in (
        lambda: hold_clock(association=association, by=other, until=today, reason="x", today=today),
        lambda: let_clock_go(association=association, by=other, today=today),
    ):
        with pytest.raises(NotAllowed):
            call()
    with pytest.raises(WrongState, match="not held any more"):
        let_clock_go(association=association, by=make_coordinator(association), today=today)


def test_it_goes_on_on_the_day_it_is_let_go(held):
    by = make_coordinator(held.association)
    day = date(2026, 12, 1)
    hold_clock(association=held.association, by=by, until=date(2026, 12, 20), reason="Storm", today=day)
    assert pass_on(day) == 0
    assert let_clock_go(association=held.association, by=by, today=day + DAY) == 1
    assert pass_on(day + DAY) == 1


# The screen


@pytest.fixture
def coordinator(held) -> Client:
    client = Client()
    client.force_login(make_coordinator(held.association))
    return client


def address(association) -> str:
    return reverse("endorsement_clock", args=[association.code])


def test_a_coordinator_sees_the_coming_days_holds_the_clock_and_lets_it_go(held, coordinator):
    with patch("endorsement_plugin.desk.renewals.clock.today", return_value=date(2027, 2, 1)):
        page = coordinator.get(address(held.association)).content.decode()
        assert "Monday, 8 February 2027" in page
        assert "It lapses: not renewed" in page
        assert reverse("endorsement_endorsements:inspect", args=[held.pk]) in page
        assert reverse("endorsement_endorsements:move", args=[held.pk, "hold"]) in page
        bad = coordinator.post(address(held.association), {"until": "2027-01-31", "reason": "Storm"})
        assert "This day is past." in bad.content.decode()
        assert 'value="Storm"' in bad.content.decode()
        said = {"until": "2027-02-20", "reason": "Storm"}
        page = coordinator.post(address(held.association), said, follow=True).content.decode()
        assert "The clock is held for everybody until 20 February 2027" in page
        assert "Sunday, 21 February 2027" in page
        assert "Monday, 8 February 2027" not in page
        page = coordinator.post(address(held.association), {"then": "go"}, follow=True).content.decode()
        assert "Monday, 8 February 2027" in page
        assert "let go on 1 February 2027" in page
        twice = coordinator.post(address(held.association), {"then": "go"}, follow=True).content.decode()
        assert "The clock is not held any more." in twice


def test_many_steps_are_counted_by_day_and_listed_page_by_page(held, coordinator):
    for number in range(60):
        person = make_person(f"p{number}@example.org", f"Kaʻi{number}", "Moss")
        row = make_endorsement(person, held.credential)
        Endorsement.objects.filter(pk=row.pk).update(renewal_due=held.renewal_due, granted_on=held.granted_on)
    with patch("endorsement_plugin.desk.renewals.clock.today", return_value=date(2027, 2, 1)):
        answer = coordinator.get(address(held.association))
        coming = answer.context["coming"]
        assert coming.all == sum(number for _, _, number in coming.table) > 60
        assert (len(coming.page), coming.page.paginator.num_pages) == (50, -(-coming.all // 50))
        assert answer.content.decode().count("<li><time") == 50
        day, numbers, _ = coming.table[-1]
        kind, number = max(numbers, key=lambda one: one[1])
        narrow = {"day": day.isoformat(), "kind": kind.value}
        assert f"?day={day}&amp;kind={kind.value}#steps" in answer.content.decode()
        found = coordinator.get(address(held.association), narrow | {"p": "2"}).context["coming"]
        assert found.page.paginator.count == number
        assert found.query == f"kind={kind.value}&day={day}"
        one = coordinator.get(address(held.association), {"who": "kai7 MOSS"}).context["coming"]
        assert {row.endorsement.person.given_name for _, row, _ in one.page} == {"Kaʻi7"}
        for odd in ({"day": "x"}, {"kind": "x"}, {"p": "x"}, {"who": "nobody"}):
            assert coordinator.get(address(held.association), odd).status_code == 200
        assert (
            "None of them." in coordinator.get(address(held.association), {"who": "nobody"}).content.decode()
        )


def test_it_is_there_for_coordinators_of_this_association_alone(held):
    stranger = Client()
    stranger.force_login(make_coordinator(make_association("kansas", "kansas.example.org")))
    assert stranger.get(address(held.association)).status_code == 404
    data = {"until": "2027-02-20", "reason": "x"}
    assert stranger.post(address(held.association), data).status_code == 404
    assert not ClockHold.objects.exists()


def test_steps_of_one_day_are_done_one_after_the_other(held):
    """A clock that stood still for a year, after the warning."""
    pass_on(date(2027, 2, 8))
    steps = keep_time(endorsement=held, today=date(2028, 2, 8))
    assert [step.kind for step in steps] == [StepKind.LAPSE, StepKind.REMOVE]
    held.refresh_from_db()
    assert held.state == "removed"
