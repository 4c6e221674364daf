"""From when to when the present period of an endorsement goes, and which policy it is held to."""

from datetime import date

import pytest

from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.queries.periods import period_of, periods_of
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person
from tests.factories.renewals import make_policy

pytestmark = pytest.mark.django_db


def ended(endorsement, due: date, state: str = "renewed") -> Renewal:
    return Renewal.objects.create(
        endorsement=endorsement, starts_on=date(due.year, 1, 1), due=due, state=state
    )


def days(endorsement) -> tuple[date, date]:
    period = period_of(endorsement)
    return period.starts_on, period.due


def test_the_first_begins_with_the_day_of_granting():
    make_policy(first_free=True)
    held = make_endorsement(granted_on=date(2025, 3, 5), renewal_due=date(2026, 12, 31))
    assert days(held) == (date(2025, 3, 5), date(2026, 12, 31))
    assert period_of(held).is_first
    assert period_of(held).is_free
    assert period_of(held).clauses == ()


def test_the_next_begins_the_day_after_the_last_one_ended_and_is_not_free():
    make_policy(first_free=True)
    held = make_endorsement(granted_on=date(2024, 3, 5), renewal_due=date(2026, 12, 31))
    ended(held, date(2025, 12, 31))
    assert days(held) == (date(2026, 1, 1), date(2026, 12, 31))
    assert not period_of(held).is_free
    assert len(period_of(held).clauses) == 2


def test_one_that_was_missed_is_over_as_well():
    make_policy()
    held = make_endorsement(granted_on=date(2024, 3, 5), renewal_due=date(2026, 12, 31))
    ended(held, date(2025, 12, 31), state="missed")
    assert days(held)[0] == date(2026, 1, 1)


def test_moved_in_without_a_history_it_is_as_long_as_the_policy_says():
    make_policy(cycle_years=3, due_year=2027)
    held = make_endorsement(granted_on=date(2012, 3, 5), renewal_due=date(2027, 12, 31))
    assert days(held)[0] == date(2025, 1, 1)
    young = make_endorsement(
        make_person("u@example.org"), granted_on=date(2026, 3, 5), renewal_due=date(2027, 12, 31)
    )
    assert days(young)[0] == date(2026, 3, 5)


def test_after_years_away_only_the_last_cycle_counts():
    make_policy()
    held = make_endorsement(granted_on=date(2015, 3, 5), renewal_due=date(2026, 12, 31))
    ended(held, date(2022, 12, 31))
    assert days(held)[0] == date(2026, 1, 1)


def test_where_the_day_for_all_was_moved_nothing_falls_between_two_periods():
    make_policy(due_month=1, due_day=31)
    make_policy(effective_from=date(2025, 2, 1))
    held = make_endorsement(granted_on=date(2020, 3, 5), renewal_due=date(2025, 12, 31))
    ended(held, date(2025, 1, 31))
    assert days(held)[0] == date(2025, 2, 1)


def test_it_is_held_to_the_policy_in_force_on_its_first_day():
    old = make_policy()
    held = make_endorsement(granted_on=date(2020, 3, 5), renewal_due=date(2026, 12, 31))
    ended(held, date(2025, 12, 31))
    make_policy(effective_from=date(2026, 6, 1))
    assert period_of(held).policy == old
    own = make_policy(credential=held.credential, effective_from=date(2026, 1, 1))
    assert period_of(held).policy == own


def test_what_was_submitted_keeps_its_policy():
    old = make_policy()
    held = make_endorsement(granted_on=date(2020, 3, 5), renewal_due=date(2026, 12, 31))
    Renewal.objects.create(
        endorsement=held, starts_on=date(2026, 1, 1), due=date(2026, 12, 31), state="submitted", policy=old
    )
    make_policy(effective_from=date(2025, 12, 1))
    assert period_of(held).policy == old


def test_without_a_policy_it_is_a_year_and_nothing_is_asked():
    held = make_endorsement(granted_on=date(2026, 1, 15), renewal_due=date(2027, 1, 15))
    period = period_of(held)
    assert (period.policy, period.starts_on, period.clauses) == (None, date(2026, 1, 15), ())


def test_a_due_day_before_the_day_of_granting_makes_a_period_of_one_day():
    make_policy()
    held = make_endorsement(granted_on=date(2026, 5, 1), renewal_due=date(2026, 4, 1))
    assert days(held) == (date(2026, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize("several", [1, 12])
def test_many_cost_as_much_as_one(several, django_assert_num_queries):
    make_policy()
    credential = make_credential()
    held = [
        make_endorsement(make_person(f"u{n}@example.org"), credential, renewal_due=date(2026, 12, 31))
        for n in range(several)
    ]
    with django_assert_num_queries(2):
        assert len(periods_of(held)) == several
