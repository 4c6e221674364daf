"""What the clock reads: all that has a step, and not what is far from one."""

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from endorsement_plugin.rules.clock.cutoffs import cutoffs_of
from endorsement_plugin.rules.clock.steps import Holding, Terms, next_step
from endorsement_plugin.rules.renewals import Cycle
from endorsement_plugin.rules.states import EndorsementState

days = st.dates(date(2026, 1, 1), date(2029, 1, 1))
maybe = st.none() | days
cycles = st.builds(
    Cycle,
    grace_days=st.integers(0, 120),
    removal_days=st.none() | st.integers(0, 200),
    reminder_days=st.lists(st.integers(0, 200), max_size=4).map(tuple),
)
standings = st.sampled_from(
    [(state, "") for state in EndorsementState if state is not EndorsementState.INACTIVE]
    + [(EndorsementState.INACTIVE, reason) for reason in ("requested", "lapsed", "sanction")]
)


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    state, reason = draw(standings)
    free: dict[str, Any] = {
        name: draw(maybe)
        for name in (
            *("leave_until", "provisional_until", "held_until", "still_until"),
            *("eased_on", "reminded_on", "warned_on", "told_of_leave_on"),
        )
    }
    return Holding(state, draw(days), draw(days), reason, waits=draw(st.booleans()), **free)


@given(holding=holdings(), mine=cycles, others=st.lists(cycles, max_size=2), ends=st.booleans(), today=days)
def test_whatever_has_a_step_by_a_day_is_within_reach_of_it(holding, mine, others, ends, today):
    for last in (today, today + timedelta(days=30)):
        step = next_step(holding, Terms(mine, ends), today)
        assume(step is not None)
        assert step is not None
        if step.day <= last:
            assert cutoffs_of([*others, mine], last).has(holding)


def test_what_is_far_from_a_step_is_out_of_reach():
    today = date(2026, 11, 30)
    cutoffs = cutoffs_of([Cycle(reminder_days=(90,), removal_days=60)], today)
    active = Holding(EndorsementState.ACTIVE, date(2027, 2, 28), date(2026, 1, 1))
    assert cutoffs.has(active)
    far = date(2027, 3, 1)
    for holding in (
        Holding(EndorsementState.ACTIVE, far, date(2026, 1, 1)),
        Holding(EndorsementState.PROVISIONAL, far, date(2026, 1, 1), provisional_until=today),
        Holding(
            EndorsementState.INACTIVE, far, date(2026, 1, 1), "requested", leave_until=date(2026, 12, 31)
        ),
        Holding(EndorsementState.INACTIVE, far, date(2026, 10, 2), "lapsed"),
        Holding(EndorsementState.INACTIVE, date(2020, 1, 1), date(2020, 1, 1), "sanction"),
        Holding(EndorsementState.RETIRED, date(2020, 1, 1), date(2020, 1, 1)),
    ):
        assert not cutoffs.has(holding)
    assert not cutoffs_of([Cycle()], today).has(
        Holding(EndorsementState.INACTIVE, date(2020, 1, 1), date(2020, 1, 1), "lapsed")
    )
