"""Five years of one endorsee under the rules of each association whose figures are public (field notes, §9).

Endorsed on 1 May 2026, they renew, miss a period, hear of it, lapse, and come back. Every day of the
clock is asserted with the day before, on which it does nothing.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.models import Endorsement, RenewalPolicy
from endorsement_plugin.policies.queries import first_due, next_due
from endorsement_plugin.renewals.actions.submit import submit_renewal
from endorsement_plugin.renewals.jobs import keep_renewal_time
from endorsement_plugin.requirements.quotas import Quota
from endorsement_plugin.requirements.renewing import GIVES_SUPERVISION, IF_GIVING
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import log, make_policy, signing_of, supervision, training

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
GRANTED = date(2026, 5, 1)


def quota(area: str, hours: int, *, if_giving: bool = False) -> Quota:
    asked = {"condition": IF_GIVING, "question": GIVES_SUPERVISION} if if_giving else {}
    return Quota(area, area, Decimal(hours), **asked)


ONE, THREE = quota("dei", 1), quota("giving", 3, if_giving=True)
NINE = quota("giving", 9, if_giving=True)


@dataclass(frozen=True)
class Row:
    """An association's rules, and the days they lead to. `dues`: the first three days of renewal."""

    name: str
    dues: tuple[str, str, str]
    lapses: str
    removed: str = ""
    hours: int = 15
    received: int = 12
    parts: tuple[Quota, ...] = ()
    policy: dict[str, Any] = field(default_factory=dict)

    def days(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.dues]


YEARLY = ("2027-12-31", "2028-12-31", "2029-12-31")
TO_2027 = {"cycle_years": 3, "due_year": 2027, "grace_days": 0, "removal_days": 1, "window_days": 91}
ROWS = [
    Row("Michigan", YEARLY, "2030-02-15", parts=(ONE, THREE), policy={"grace_days": 45, "fee": 30}),
    Row(
        "Arizona",
        ("2027-12-15", "2028-12-15", "2029-12-15"),
        *("2030-01-31", "2030-02-01"),
        policy={"due_day": 15, "grace_days": 46, "removal_days": 1, "fee": 25, "late_fee": 35},
    ),
    Row(
        "New Mexico, before",
        YEARLY,
        *("2030-04-01", "2030-04-02"),
        received=0,
        parts=(THREE,),
        policy={"grace_days": 90, "removal_days": 1, "late_fee": 20},
    ),
    Row("Virginia", YEARLY, "2030-01-31", received=12, policy={"grace_days": 30, "fee": 40}),
    Row(
        "Texas",
        ("2027-12-31", "2030-12-31", "2033-12-31"),
        *("2034-01-01", "2034-01-02"),
        hours=45,
        received=36,
        parts=(NINE,),
        policy=TO_2027,
    ),
    Row(
        "Pennsylvania",
        ("2027-12-31", "2030-12-31", "2033-12-31"),
        "2034-01-01",
        "2034-01-02",
        45,
        36,
        policy=TO_2027,
    ),
    Row(
        "Rhode Island", YEARLY, "2030-01-31", parts=(ONE, THREE), policy={"grace_days": 30, "window_days": 91}
    ),
    Row("Massachusetts", YEARLY, "2030-01-31", policy={"grace_days": 30}),
    Row(
        "Western Australia",
        ("2027-06-30", "2028-06-30", "2029-06-30"),
        "2029-07-31",
        parts=(THREE,),
        policy={"due_month": 6, "due_day": 30, "grace_days": 30, "fee": 30},
    ),
    Row(
        "Alabama",
        YEARLY,
        "2030-01-31",
        "2030-02-01",
        parts=(THREE,),
        policy={"grace_days": 30, "removal_days": 1},
    ),
    Row("Hawaii", YEARLY, "2030-01-31", hours=0, received=0, policy={"grace_days": 30}),
]


@contextmanager
def at(day: date):
    """Noon on this day in Honolulu, wherever the time is asked for."""
    with patch(
        "django.utils.timezone.now", return_value=datetime(day.year, day.month, day.day, 22, tzinfo=UTC)
    ):
        yield


class Life:
    """One endorsee under the rules of a row."""

    def __init__(self, row: Row) -> None:
        self.row = row
        clauses: list[Any] = [training(row.hours, quotas=row.parts)] if row.hours else []
        clauses += [supervision(row.received)] if row.received else []
        given = {"effective_from": date(2026, 1, 1), "first_free": True, **row.policy}
        self.policy: RenewalPolicy = make_policy(clauses=clauses, **given)
        held = make_endorsement(granted_on=GRANTED, renewal_due=GRANTED)
        held.renewal_due = first_due(held.credential, GRANTED)
        held.save()
        self.held: Endorsement = held

    def reread(self) -> Endorsement:
        self.held = Endorsement.objects.select_related("person__user", "credential__association").get(
            pk=self.held.pk
        )
        return self.held

    def renew(self, day: date) -> None:
        by = self.reread().person.account
        with at(day):
            submit_renewal(endorsement=self.held.pk, by=by, signing=signing_of(self.held), today=day)
        self.reread()

    def log_all_but_one(self, due: date) -> None:
        """Every hour that is asked for, but one."""
        day, row = due - timedelta(days=60), self.row
        parts = sum(int(part.hours) for part in row.parts)
        for part in row.parts:
            log(self.held.person, started_on=day, hours=part.hours, areas=[part.area])
        if row.hours - parts - 1:
            log(self.held.person, started_on=day, hours=row.hours - parts - 1)
        if row.received:
            log(self.held.person, "supervision", started_on=day, ended_on=day, hours=row.received)

    def ticks(self, day: date) -> int:
        with at(day):
            return keep_renewal_time()

    def does_on(self, day: date, action: str) -> None:
        """Nothing on the day before, this on the day, and nothing when asked again."""
        assert self.ticks(day - DAY) == 0, (action, day)
        assert self.ticks(day) == 1, (action, day)
        assert self.ticks(day) == 0
        last = self.reread().events.last()
        assert last is not None
        assert (last.action, last.role) == (action, "system")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_five_years(row: Row):
    life, (first, second, third) = Life(row), row.days()
    assert life.held.renewal_due == first
    # The first period asks for nothing but the signatures.
    life.renew(first - timedelta(days=10))
    assert life.held.renewal_due == second
    # The second asks for every hour, to the last one.
    if row.hours:
        life.log_all_but_one(second)
        with pytest.raises(Incomplete):
            life.renew(second - timedelta(days=10))
        log(life.held.person, started_on=second - timedelta(days=20), hours=1)
    life.renew(second - timedelta(days=9))
    assert (life.held.state, life.held.renewal_due) == ("active", third)
    # The third is missed.
    lapses = date.fromisoformat(row.lapses)
    life.does_on(lapses - timedelta(days=7), "lapse_warning")
    life.does_on(lapses, "lapsed")
    assert (life.held.state, life.held.inactive_reason) == ("inactive", "lapsed")
    assert life.held.state_since == lapses
    with pytest.raises(WrongState):
        life.renew(lapses + DAY)
    if row.removed:
        life.does_on(date.fromisoformat(row.removed), "removed_by_clock")
        assert life.held.state == "removed"
    # They come back, by the policy, and the clock is theirs again.
    back = lapses + timedelta(days=40)
    due = next_due(life.held.credential, third)
    with at(back):
        apply_move(
            life.reread(),
            "brought_back",
            by=None,
            role="coordinator",
            changes={"state": "active", "renewal_due": due},
        )
    assert life.ticks(back + DAY) == 0
    assert life.reread().state == "active"
    assert life.held.renewal_due == due > third


def test_hours_rise_with_a_later_policy_for_periods_that_begin_after_it():
    """Virginia: 6 hours of supervision in 2024, 12 from 2025."""
    early = make_policy(clauses=[supervision(6)], effective_from=date(2024, 1, 1), grace_days=30)
    late = make_policy(clauses=[supervision(12)], effective_from=date(2025, 1, 1), grace_days=30)
    held = make_endorsement(granted_on=date(2022, 3, 1), renewal_due=date(2024, 12, 31))
    for year, hours, policy in ((2024, 6, early), (2025, 12, late)):
        day = date(year, 12, 1)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=hours - 1)
        by = held.person.account
        with at(day), pytest.raises(Incomplete):
            submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=1)
        with at(day):
            renewal = submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
        assert renewal.policy == policy
        held.refresh_from_db()
    assert held.renewal_due == date(2026, 12, 31)


def test_a_mentor_of_three_years_renews_with_ten_hours():
    """Rhode Island: 12 hours, and 10 for whoever had been a mentor for three years when the period began."""
    make_policy(clauses=[supervision(12, held_below=3), supervision(10, held_from=3)], grace_days=30)
    held = make_endorsement(granted_on=date(2024, 1, 1), renewal_due=date(2026, 12, 31))
    by = held.person.account
    for year, hours in ((2026, 12), (2027, 10)):
        day = date(year, 12, 1)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=hours - 1)
        with at(day), pytest.raises(Incomplete):
            submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=1)
        with at(day):
            submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
