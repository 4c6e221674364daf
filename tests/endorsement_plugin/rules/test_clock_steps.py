"""What the clock does about one endorsement, day by day, with nobody doing anything unless a test says so."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.clock.steps import (
    Holding,
    Step,
    StepKind,
    Terms,
    after,
    coming,
    due_step,
    next_step,
)
from endorsement_plugin.rules.renewals import Cycle, DueRule
from endorsement_plugin.rules.states import EndorsementState

ACTIVE, PROVISIONAL = EndorsementState.ACTIVE, EndorsementState.PROVISIONAL
INACTIVE, REMOVED = EndorsementState.INACTIVE, EndorsementState.REMOVED
DAY = timedelta(days=1)
DUE = date(2027, 12, 31)
MICHIGAN = Terms(
    Cycle(
        due=DueRule.FIXED,
        month=12,
        day=31,
        reminder_days=(90, 30, 7),
        grace_days=45,
        removal_days=60,
    )
)


def active(**fields):
    return Holding(ACTIVE, **{"due": DUE, "since": date(2026, 5, 1), **fields})


def run(holding: Holding, terms: Terms, first: date, last: date, off: Collection[date] = ()):
    """The clock on every day but those on which it stood still."""
    done, day = [], first
    while day <= last:
        while day not in off and (step := due_step(holding, terms, day)):
            done.append((day, step.kind))
            holding = after(holding, step, day)
        day += DAY
    return done, holding


def test_a_year_in_which_nobody_renews():
    done, holding = run(active(), MICHIGAN, date(2027, 1, 1), date(2028, 12, 31))
    assert done == [
        (date(2027, 10, 2), StepKind.REMIND),
        (date(2027, 12, 1), StepKind.REMIND),
        (date(2027, 12, 24), StepKind.REMIND),
        (date(2028, 2, 8), StepKind.WARN),
        (date(2028, 2, 15), StepKind.LAPSE),
        (date(2028, 4, 15), StepKind.REMOVE),
    ]
    assert (holding.state, holding.reason) == (REMOVED, "")


def test_the_preview_is_what_the_clock_then_does():
    ahead = [(day, step.kind) for day, step in coming(active(), MICHIGAN, date(2027, 9, 1), 400)]
    assert ahead == run(active(), MICHIGAN, date(2027, 9, 1), date(2027, 9, 1) + timedelta(days=400))[0]


def test_a_clock_that_stood_still_for_months_writes_one_reminder_and_warns_before_it_takes():
    off = {date(2027, 9, 1) + timedelta(days=n) for n in range(115)}  # to 24 December
    done, _ = run(active(), MICHIGAN, date(2027, 9, 1), date(2028, 1, 31), off)
    assert done == [(date(2027, 12, 25), StepKind.REMIND)]
    off = {date(2027, 9, 1) + timedelta(days=n) for n in range(300)}  # to 27 June: long after it lapsed
    done, holding = run(active(), MICHIGAN, date(2027, 9, 1), date(2028, 7, 31), off)
    assert done == [(date(2028, 6, 27), StepKind.WARN), (date(2028, 7, 4), StepKind.LAPSE)]
    assert holding.since == date(2028, 7, 4)


def test_twice_on_one_day_is_once():
    day = date(2027, 12, 1)
    step = due_step(active(), MICHIGAN, day)
    assert step == Step(StepKind.REMIND, day)
    assert due_step(after(active(), step, day), MICHIGAN, day) is None


def test_who_has_sent_a_renewal_in_is_left_alone_and_after_it_was_sent_back_warned_anew():
    assert next_step(active(waits=True), MICHIGAN, date(2028, 3, 1)) is None
    back = active(warned_on=date(2028, 2, 8), eased_on=date(2028, 3, 1))
    done, _ = run(back, MICHIGAN, date(2028, 3, 1), date(2028, 3, 31))
    assert done == [(date(2028, 3, 8), StepKind.WARN), (date(2028, 3, 15), StepKind.LAPSE)]


def test_a_hold_of_one_lets_reminders_leave_and_what_it_covered_is_warned_of_after_it():
    held = active(held_until=date(2028, 3, 1))
    done, _ = run(held, MICHIGAN, date(2027, 12, 1), date(2028, 4, 1))
    assert done == [
        (date(2027, 12, 1), StepKind.REMIND),
        (date(2027, 12, 24), StepKind.REMIND),
        (date(2028, 3, 2), StepKind.WARN),
        (date(2028, 3, 9), StepKind.LAPSE),
    ]


def test_a_hold_for_all_stops_letters_too_and_of_those_it_stopped_one_leaves_after_it():
    still = active(still_until=date(2027, 12, 25))
    done, _ = run(still, MICHIGAN, date(2027, 10, 1), date(2027, 12, 31))
    assert done == [(date(2027, 12, 26), StepKind.REMIND)]


def test_a_hold_after_the_warning_needs_another_warning():
    held = active(warned_on=date(2028, 2, 8), held_until=date(2028, 2, 20))
    done, _ = run(held, MICHIGAN, date(2028, 2, 9), date(2028, 3, 31))
    assert done == [(date(2028, 2, 21), StepKind.WARN), (date(2028, 2, 28), StepKind.LAPSE)]


def test_what_a_coordinator_took_back_is_not_done_again_on_the_next_day():
    taken_back = active(warned_on=date(2028, 2, 8), eased_on=date(2028, 2, 16))
    done, _ = run(taken_back, MICHIGAN, date(2028, 2, 16), date(2028, 3, 31))
    assert done == [(date(2028, 2, 23), StepKind.WARN), (date(2028, 3, 1), StepKind.LAPSE)]
    lapsed = Holding(INACTIVE, DUE, date(2028, 2, 15), "lapsed", eased_on=date(2028, 4, 16))
    assert next_step(lapsed, MICHIGAN, date(2028, 4, 16)) == Step(StepKind.REMOVE, date(2028, 6, 15))


def test_who_came_back_with_the_same_day_of_renewal_is_warned_anew():
    back = active(since=date(2028, 4, 1), warned_on=date(2028, 2, 8))
    done, _ = run(back, MICHIGAN, date(2028, 4, 1), date(2028, 4, 30))
    assert done == [(date(2028, 4, 1), StepKind.WARN), (date(2028, 4, 8), StepKind.LAPSE)]


def test_a_leave_is_told_to_end_and_then_lapses():
    leave = Holding(INACTIVE, DUE, date(2027, 1, 1), "requested", leave_until=date(2028, 12, 31))
    done, holding = run(leave, MICHIGAN, date(2028, 1, 1), date(2029, 1, 31))
    assert done == [
        (date(2028, 12, 1), StepKind.REMIND_OF_LEAVE),
        (date(2029, 1, 1), StepKind.END_LEAVE),
    ]
    assert (holding.state, holding.reason, holding.since) == (INACTIVE, "lapsed", date(2029, 1, 1))


def test_a_leave_that_ends_unnoticed_is_told_a_week_before_it_counts():
    leave = Holding(INACTIVE, DUE, date(2027, 1, 1), "requested", leave_until=date(2028, 12, 31))
    done, _ = run(leave, MICHIGAN, date(2029, 2, 1), date(2029, 2, 28))
    assert done == [
        (date(2029, 2, 1), StepKind.REMIND_OF_LEAVE),
        (date(2029, 2, 8), StepKind.END_LEAVE),
    ]


def test_a_leave_without_an_end_and_a_sanction_are_never_ended_by_the_clock():
    for reason, until in (("requested", None), ("sanction", date(2027, 6, 1))):
        inactive = Holding(INACTIVE, DUE, date(2027, 1, 1), reason, leave_until=until)
        assert next_step(inactive, MICHIGAN, date(2030, 1, 1)) is None


@pytest.mark.parametrize(("ends", "kind"), [(True, StepKind.END_PROVISIONAL), (False, StepKind.REMIND)])
def test_a_provisional_one_ends_by_itself_only_where_the_policy_says_so(ends, kind):
    emerging = replace(active(provisional_until=date(2027, 9, 1)), state=PROVISIONAL)
    step = next_step(emerging, replace(MICHIGAN, ends_provisional=ends), date(2027, 8, 1))
    assert step is not None
    assert step.kind is kind
    assert (step.day == date(2027, 9, 2)) is ends


def test_without_a_day_of_removal_a_name_stays():
    lapsed = Holding(INACTIVE, DUE, date(2028, 2, 15), "lapsed")
    assert next_step(lapsed, Terms(Cycle()), date(2040, 1, 1)) is None


def test_reminders_from_before_it_was_granted_are_not_caught_up():
    granted = active(due=date(2026, 12, 31), since=date(2026, 12, 20))
    assert next_step(granted, MICHIGAN, date(2026, 12, 20)) == Step(StepKind.REMIND, date(2026, 12, 24))


@pytest.mark.parametrize("state", [s for s in EndorsementState if s not in {ACTIVE, PROVISIONAL, INACTIVE}])
def test_who_has_gone_or_is_honored_is_left_alone(state):
    assert next_step(replace(active(), state=state), MICHIGAN, date(2040, 1, 1)) is None


days = st.dates(date(2027, 6, 1), date(2029, 6, 1))
maybe = st.none() | days


@given(
    due=days,
    held=maybe,
    still=maybe,
    eased=maybe,
    off=st.sets(st.integers(0, 700)),
    grace=st.integers(0, 120),
    removal=st.none() | st.integers(0, 200),
    reminders=st.lists(st.integers(0, 200), max_size=5),
)
def test_nobody_lapses_without_a_letter_a_week_before_whatever_happens(
    due, held, still, eased, off, grace, removal, reminders
):
    terms = Terms(Cycle(grace_days=grace, removal_days=removal, reminder_days=tuple(reminders)))
    first = date(2027, 6, 1)
    holding = active(due=due, held_until=held, still_until=still, eased_on=eased)
    done, _ = run(holding, terms, first, first + timedelta(days=1500), {first + n * DAY for n in off})
    kinds = [kind for _, kind in done]
    assert kinds.count(StepKind.WARN) == kinds.count(StepKind.LAPSE) == 1
    warned, lapsed = (
        next(day for day, kind in done if kind is one) for one in (StepKind.WARN, StepKind.LAPSE)
    )
    assert lapsed - warned >= timedelta(days=7)
    assert lapsed > max(held or date.min, still or date.min)
    assert lapsed > due + timedelta(days=grace)
    assert kinds.count(StepKind.REMIND) <= len(set(reminders))
    assert len({day for day, kind in done if kind is StepKind.REMIND}) == kinds.count(StepKind.REMIND)
    assert not still or all(day > still for day, _ in done)
    assert (StepKind.REMOVE in kinds) is (removal is not None)
