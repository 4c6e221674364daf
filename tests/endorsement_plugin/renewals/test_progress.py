"""What counts in a period, measured by the same requirements as an application."""

from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.renewals.actions.answering import answer_questions, count_for
from endorsement_plugin.renewals.queries.periods import period_of, periods_of
from endorsement_plugin.renewals.queries.progress import progress_of, progress_of_all
from endorsement_plugin.requirements.evidence import Area
from endorsement_plugin.requirements.kinds.all_of import AllOf
from endorsement_plugin.requirements.kinds.any_of import AnyOf
from endorsement_plugin.requirements.kinds.holding import Holding
from endorsement_plugin.requirements.kinds.membership import Membership
from endorsement_plugin.requirements.quotas import Extra, Quota
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person
from tests.factories.renewals import log, make_policy, supervision, training

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 1)
DUE = date(2026, 12, 31)


def held_since_2020(credential=None, **fields):
    return make_endorsement(
        credential=credential, **({"granted_on": date(2020, 3, 5), "renewal_due": DUE} | fields)
    )


def found(endorsement, today=TODAY):
    progress = progress_of(period_of(endorsement), today)
    return [(one.value, one.met) for one in progress.findings]


def test_what_was_logged_in_the_period_counts_and_nothing_before():
    make_policy()
    held = held_since_2020()
    log(held.person, hours=10)
    log(held.person, hours=40, started_on=date(2025, 12, 31))
    log(held.person, "supervision", hours=12)
    assert found(held) == [("10", False), ("12", True)]


def test_what_comes_after_the_last_day_is_the_next_periods():
    make_policy()
    held = held_since_2020()
    log(held.person, hours=15, started_on=date(2027, 1, 2))
    assert found(held, date(2027, 1, 5))[0] == ("0", False)
    held.renewal_due = date(2027, 12, 31)
    assert found(held, date(2027, 1, 5))[0] == ("15", True)


def test_hours_over_the_turn_of_the_year_are_told_with_their_part():
    make_policy()
    held = held_since_2020()
    log(held.person, hours=4, started_on=date(2025, 12, 31), ended_on=date(2026, 1, 1))
    (counted,) = progress_of(period_of(held), TODAY).entries
    assert counted.is_split
    assert (counted.inside.hours, counted.row.hours) == (Decimal(2), Decimal(4))


def test_nothing_is_asked_in_a_first_period_that_is_free():
    make_policy(first_free=True)
    held = held_since_2020(granted_on=date(2025, 6, 1))
    assert found(held) == []
    assert progress_of(period_of(held), TODAY).is_complete


def after_three_years():
    mentor = Holding("held", credentials=(Area("IMHM", "Mentor"),), months=36)
    few = AllOf("few", clauses=(mentor, supervision(10)))
    return [training(15), AnyOf("hours", clauses=(supervision(12), few))]


@pytest.mark.parametrize(("granted", "met"), [(date(2023, 11, 1), True), (date(2023, 11, 2), False)])
def test_ten_hours_do_after_three_years_as_mentor(granted, met):
    credential = make_credential(code="IMHM")
    make_policy(clauses=after_three_years())
    held = held_since_2020(credential, granted_on=granted)
    log(held.person, "supervision", hours=10)
    assert found(held)[1][1] is met


def test_parts_of_the_hours_are_asked_of_whom_they_concern():
    quotas = (Quota("dei", "diversity, equity and inclusion", Decimal(1)),)
    gives = Extra(Decimal(3), "rsc", "giving supervision", "you give supervision", "gives")
    make_policy(clauses=[training(12, quotas=quotas, extras=(gives,))])
    held = held_since_2020()
    log(held.person, hours=11)
    log(held.person, hours=1, areas=["dei"])
    assert period_of(held).questions == {"gives": "you give supervision"}
    assert found(held) == [("12", False)]
    answer_questions(endorsement=held.pk, by=held.person.account, answers={"gives": False, "other": False})
    assert found(held) == [("12", True)]
    answer_questions(endorsement=held.pk, by=held.person.account, answers={"gives": True})
    log(held.person, hours=3, areas=["rsc"])
    assert found(held) == [("15", True)]


def test_a_membership_is_there_on_the_day():
    make_policy(clauses=[Membership("member")])
    held = held_since_2020()
    entry = log(held.person, "membership", ended_on=date(2026, 10, 31), started_on=None)
    assert found(held)[0][1] is False
    entry.ended_on = date(2026, 12, 31)
    entry.save()
    assert found(held)[0][1] is True


def two_credentials(**policy):
    make_policy(clauses=[training(15)], **policy)
    first = held_since_2020(make_credential(code="IFS"))
    second = held_since_2020(make_credential(code="ECFS"), granted_on=date(2021, 3, 5))
    return first, second


def test_one_activity_counts_for_every_credential_where_hours_are_shared():
    first, second = two_credentials()
    log(first.person, hours=15)
    assert found(first) == found(second) == [("15", True)]


def test_else_it_counts_for_the_one_that_was_chosen_and_for_the_first_before():
    first, second = two_credentials(shares_hours=False)
    entry = log(first.person, hours=15)
    assert found(first) == [("15", True)]
    assert found(second) == [("0", False)]
    count_for(entry=entry.pk, endorsement=second.pk, by=first.person.account)
    assert found(first) == [("0", False)]
    assert found(second) == [("15", True)]


@pytest.mark.parametrize("several", [1, 12])
def test_many_cost_as_much_as_one(several, django_assert_num_queries):
    make_policy(shares_hours=False)
    people = [make_person(f"u{n}@example.org") for n in range(several)]
    held = [make_endorsement(person, renewal_due=DUE) for person in people]
    for person in people:
        log(person)
    periods = list(periods_of(held).values())
    with django_assert_num_queries(5):
        assert len(progress_of_all(periods, TODAY)) == several
