"""The one way an endorsement is changed, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.apply_move import apply_move, undo_move
from endorsement_plugin.endorsements.locks import lock_decided, lock_own
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, EndorsementEvent
from endorsement_plugin.registry.actions.grant import grant_endorsement
from endorsement_plugin.rules.states import EndorsementState as S
from endorsement_plugin.rules.transitions import MOVES, may_move
from endorsement_plugin.signals import endorsement_changed
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


def moved(endorsement: Endorsement, by: Any, action: str = "lapsed", **more: Any) -> EndorsementEvent:
    changes = more.pop("changes", {"state": S.INACTIVE, "inactive_reason": "lapsed"})
    with transaction.atomic():
        row = lock_decided(by, endorsement.pk)
        event = apply_move(row, action, by=by, role="coordinator", changes=changes, **more)
    endorsement.refresh_from_db()
    return event


def in_state(state: S, **fields: Any) -> Endorsement:
    more: dict[S, dict[str, Any]] = {
        S.PROVISIONAL: {"provisional_until": DAY},
        S.INACTIVE: {"inactive_reason": "lapsed"},
    }
    return make_endorsement(**{"state": state} | more.get(state, {}) | fields)


def test_it_says_how_the_row_stood_and_stands(coordinator):
    held = make_endorsement()
    event = moved(held, coordinator, why="Not renewed.", effective_on=DAY, source="the clock")
    assert event.before == {"state": "active", "inactive_reason": "", "state_since": None}
    assert event.after == {"state": "inactive", "inactive_reason": "lapsed", "state_since": "2026-03-02"}
    assert (event.action, event.role, event.actor) == ("lapsed", "coordinator", coordinator)
    assert (event.detail, event.source, event.effective_on) == ("Not renewed.", "the clock", DAY)
    assert (held.state, held.inactive_reason, held.state_since) == ("inactive", "lapsed", DAY)


def test_it_counts_from_today_unless_it_says_another_day(coordinator):
    held = make_endorsement()
    moved(held, coordinator)
    assert held.state_since == today(held.association)
    moved(held, coordinator, "restored", changes={"state": S.ACTIVE, "state_since": DAY})
    assert held.state_since == DAY


def test_what_belongs_to_being_inactive_ends_with_it(coordinator):
    held = in_state(S.INACTIVE, inactive_until=DAY)
    event = moved(held, coordinator, "restored", changes={"state": S.ACTIVE})
    assert (held.inactive_reason, held.inactive_until) == ("", None)
    assert event.before["inactive_until"] == "2026-03-02"


def test_another_reason_of_the_same_state_counts_anew(coordinator):
    held = in_state(S.INACTIVE, state_since=DAY)
    moved(held, coordinator, "sanctioned", changes={"inactive_reason": "sanction"})
    assert held.state_since == today(held.association)


def test_what_changes_no_place_leaves_its_day(coordinator):
    held = make_endorsement(state_since=DAY)
    event = moved(held, coordinator, "renewed", changes={"renewal_due": date(2028, 1, 15)})
    assert (event.before, event.after) == ({"renewal_due": "2027-01-15"}, {"renewal_due": "2028-01-15"})
    assert held.state_since == DAY


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("to", list(S))
def test_the_table_decides_between_states(coordinator, now, to):
    held = in_state(now)
    changes = {"state": to, "inactive_reason": "requested" if to is S.INACTIVE else ""}
    if to is S.PROVISIONAL:
        changes["provisional_until"] = DAY
    if may_move(now, to) or (now is S.INACTIVE and to is S.INACTIVE):
        moved(held, coordinator, changes=changes)
        assert held.state == to
        return
    with pytest.raises(WrongState, match=f"is now “{now.label}”"):
        moved(held, coordinator, changes=changes)
    held.refresh_from_db()
    assert (held.state, held.events.count()) == (now, 0)


def test_a_move_that_changes_nothing_is_refused(coordinator):
    held = in_state(S.INACTIVE)
    with pytest.raises(WrongState, match="is now “Inactive”"):
        moved(held, coordinator)
    assert not held.events.exists()


def test_a_move_leaves_what_was_granted(coordinator):
    with pytest.raises(ValueError, match="number"):
        moved(make_endorsement(), coordinator, changes={"number": "1"})


def test_the_host_site_hears_of_it_and_of_the_way_back(coordinator):
    heard: list[str] = []

    def hear(endorsement: Endorsement, **kwargs: Any) -> None:
        heard.append(endorsement.state)

    endorsement_changed.connect(hear)
    try:
        event = moved(make_endorsement(), coordinator)
        undo_move(event=event.pk, by=coordinator, why="The wrong person.")
    finally:
        endorsement_changed.disconnect(hear)
    assert heard == ["inactive", "active"]


@pytest.mark.parametrize("now", list(MOVES[S]))
def test_every_move_is_taken_back_to_the_letter(coordinator, now):
    for to in sorted(MOVES[S][now]):
        person = make_person(f"{now}.{to}@example.org")
        held = in_state(now, provisional_until=DAY, state_since=DAY, person=person)
        before = Endorsement.objects.filter(pk=held.pk).values().get()
        changes = {"state": to, "inactive_reason": "sanction" if to is S.INACTIVE else ""}
        event = moved(held, coordinator, changes=changes)
        back = undo_move(event=event.pk, by=coordinator, why="The wrong person.")
        assert Endorsement.objects.filter(pk=held.pk).values().get() == before
        assert (back.undoes, back.action, back.detail) == (event, "move_undone", "The wrong person.")
        assert (back.before, back.after) == (event.after, event.before)


def test_the_clocks_moves_are_taken_back_too(coordinator):
    held = make_endorsement()
    with transaction.atomic():
        row = lock(Endorsement).get(pk=held.pk)
        changes = {"state": S.INACTIVE, "inactive_reason": "lapsed"}
        event = apply_move(row, "lapsed", by=None, role="system", changes=changes)
    assert event.actor is None
    undo_move(event=event.pk, by=coordinator, why="The wrong person.")
    held.refresh_from_db()
    assert held.state == "active"


def test_taking_back_says_why(coordinator):
    event = moved(make_endorsement(), coordinator)
    with pytest.raises(Incomplete, match="The reason is missing"):
        undo_move(event=event.pk, by=coordinator, why=" ")
    assert not EndorsementEvent.objects.filter(undoes=event).exists()


def test_each_move_is_taken_back_once_and_no_way_back_is(coordinator):
    event = moved(make_endorsement(), coordinator)
    back = undo_move(event=event.pk, by=coordinator, why="The wrong person.")
    with pytest.raises(WrongState, match="was taken back already"):
        undo_move(event=event.pk, by=coordinator, why="The wrong person.")
    with pytest.raises(WrongState, match="took another move back already"):
        undo_move(event=back.pk, by=coordinator, why="The wrong person.")


def test_a_later_move_of_the_same_is_taken_back_first(coordinator):
    held = make_endorsement()
    lapsed = moved(held, coordinator)
    removed = moved(held, coordinator, "removed", changes={"state": S.REMOVED})
    with pytest.raises(WrongState, match="“Removed” came after it"):
        undo_move(event=lapsed.pk, by=coordinator, why="The wrong person.")
    undo_move(event=removed.pk, by=coordinator, why="The wrong person.")
    undo_move(event=lapsed.pk, by=coordinator, why="The wrong person.")
    held.refresh_from_db()
    assert held.state == "active"


def test_a_later_move_of_something_else_stays(coordinator):
    held = make_endorsement()
    lapsed = moved(held, coordinator)
    moved(held, coordinator, "clock_held", changes={"clock_held_until": DAY + timedelta(days=30)})
    undo_move(event=lapsed.pk, by=coordinator, why="The wrong person.")
    held.refresh_from_db()
    assert (held.state, held.clock_held_until) == ("active", DAY + timedelta(days=30))


def test_what_was_changed_without_a_move_is_not_overwritten(coordinator):
    held = make_endorsement()
    event = moved(held, coordinator, "listed", changes={"listed": True})
    Endorsement.objects.filter(pk=held.pk).update(listed=False)
    with pytest.raises(WrongState, match="has been changed again since"):
        undo_move(event=event.pk, by=coordinator, why="The wrong person.")


def test_an_event_that_changed_nothing_has_no_way_back(coordinator):
    granted = grant_endorsement(application=make_application(state="ready"), today=DAY)
    with pytest.raises(WrongState, match="“Granted” changed nothing"):
        undo_move(event=granted.events.get().pk, by=coordinator, why="The wrong person.")


def test_who_was_granted_it_anew_does_not_get_the_old_one_back(coordinator):
    held = make_endorsement()
    event = moved(held, coordinator, "removed", changes={"state": S.REMOVED})
    again = make_application(held.person, held.credential, state="ready")
    new = grant_endorsement(application=again, today=DAY)
    with pytest.raises(WrongState, match="Ina Applicant holds IFS anew by now"):
        undo_move(event=event.pk, by=coordinator, why="The wrong person.")
    with pytest.raises(WrongState, match="holds IFS anew by now"):
        moved(held, coordinator, "restored", changes={"state": S.ACTIVE})
    new.refresh_from_db()
    assert new.state == "active"


def test_only_who_coordinates_it_takes_back_and_nobody_their_own(coordinator):
    held = make_endorsement()
    event = moved(held, coordinator)
    own = make_person("cora.coordinator@example.org")
    theirs = make_endorsement(own, held.credential)
    with transaction.atomic():
        mine = apply_move(
            lock_own(coordinator, theirs.pk),
            "retired",
            by=coordinator,
            role="holder",
            changes={"state": S.RETIRED},
        )
    for other, by in ((mine, coordinator), (event, held.person.account), (event, None)):
        with pytest.raises(NotAllowed):
            undo_move(
                event=other.pk, by=by or make_person("eve@example.org").account, why="The wrong person."
            )
    with pytest.raises(NotAllowed):
        undo_move(event=0, by=coordinator, why="The wrong person.")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_back_one_does():
    coordinator = make_coordinator(make_association())
    held = make_endorsement()
    event = moved(held, coordinator)
    results = at_once(*[lambda: undo_move(event=event.pk, by=coordinator, why="The wrong person.")] * 2)
    assert refusals(results, WrongState) == 1
    held.refresh_from_db()
    assert (held.state, held.events.filter(action="move_undone").count()) == ("active", 1)
