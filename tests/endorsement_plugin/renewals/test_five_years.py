"""Five years of one endorsee under the rules of each association whose figures are public (field notes, §9).

Endorsed on 1 May 2026, or moved in from a spreadsheet, they renew, miss a period, hear of it, lapse, come
back by the policy, renew late, are sanctioned and reinstated, and renew again. Time is an argument: nothing
here stops a clock. Every day of the clock is asserted with the day before, on which it does nothing.
"""

import re
from datetime import date, timedelta

import pytest

from endorsement_plugin.endorsements.queries import place_in_registry
from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.imports.actions.run import run_import
from endorsement_plugin.joining.actions.invite import invite_to_join
from endorsement_plugin.joining.actions.join import join_record
from endorsement_plugin.models import Endorsement, Mail
from endorsement_plugin.policies.queries import next_due
from endorsement_plugin.renewals.actions.submit import submit_renewal
from review_queue.work.running import run_due
from tests.factories.endorsements import make_endorsement
from tests.factories.imports import checked
from tests.factories.people import make_user
from tests.factories.renewals import log, make_policy, signing_of, supervision

from .lives import DAY, GRANTED, Life, endorsed
from .public_rows import ROWS, YEARLY, Row

pytestmark = pytest.mark.django_db

HEADINGS = ("No.", "First name", "Last name", "E-mail", "Level", "Endorsed on", "Renewal due", "Listed")
ADDRESS = "ina@old.example.org"


def renews_to_the_last_hour(life: Life, due: date) -> None:
    """With an hour less it is refused, and nothing is owed yet."""
    before = life.fees_of(due)
    if life.row.hours:
        life.log_all_but_one(due)
        with pytest.raises(Incomplete):
            life.renew(due - timedelta(days=10))
        assert life.fees_of(due) == before
        life.log_the_last(due)
    life.renew(due - timedelta(days=9))
    assert life.held.state == "active"


def misses(life: Life, due: date, lapses: date) -> None:
    """Warned a week before it lapses, then out, and removed where the association removes."""
    assert life.held.renewal_due == due
    life.does_on(lapses - timedelta(days=7), "lapse_warning")
    life.does_on(lapses, "lapsed")
    assert (life.held.state, life.held.inactive_reason) == ("inactive", "lapsed")
    assert life.held.state_since == lapses
    with pytest.raises(WrongState):
        life.renew(lapses + DAY)
    if life.row.removed:
        life.does_on(date.fromisoformat(life.row.removed), "removed_by_clock")
        assert life.held.state == "removed"
    assert life.fees_of(due) == {}


def comes_back(life: Life, day: date) -> date:
    """What the policy asks for is confirmed line by line; when it is due then."""
    row, last = life.row, life.held.renewal_due
    with pytest.raises(Incomplete) as refused:
        life.move("back", day)
    blank = [one.where[0] for one in refused.value.problems if one.where != ("renewal_due",)]
    due = next_due(life.credential, last)
    event = life.move("back", day, **dict.fromkeys(blank, "Seen."), renewal_due=due.isoformat())
    assert tuple(line.removesuffix(": Seen.") for line in event.detail.split("\n")) == row.back
    charged = {fee.label: fee.price for fee in life.held.fees.filter(due="reactivation")}
    assert charged == ({"Reactivation": row.back_fee} if row.back_fee else {})
    assert (life.held.state, life.held.state_since, life.held.renewal_due) == ("active", day, due)
    assert due > last
    assert life.ticks(day + DAY) == 0
    return due


def renews_late(life: Life, due: date) -> date:
    """Within the days of grace, with the late fee; on the last day where there are none."""
    grace = int(life.row.policy["grace_days"])
    life.log_all(due)
    life.renew(due + timedelta(days=min(grace, 5)))
    assert life.fees_of(due) == {**life.row.fee, **(life.row.late if grace else {})}
    return life.held.renewal_due


def is_sanctioned_and_reinstated(life: Life, due: date) -> date:
    """The day on which it is due passes meanwhile: the clock leaves it alone."""
    on, lifted = due - timedelta(days=100), due + timedelta(days=150)
    life.move("sanction", on, what="Suspended.", on=on.isoformat(), source="The board’s page")
    assert (life.held.state, life.held.inactive_reason) == ("inactive", "sanction")
    assert place_in_registry(life.held, on).startswith("Inactive, since ")
    assert [life.ticks(due + timedelta(days=n)) for n in (-7, 1, 38, 39, 83, 91, 120)] == [0] * 7
    with pytest.raises(WrongState):
        life.renew(due - DAY)
    with pytest.raises(WrongState, match="A sanction stands"):
        life.move("back", due)
    with pytest.raises(Incomplete) as refused:
        life.move("reinstate", lifted)
    asked = [one.where[0] for one in refused.value.problems]
    following = next_due(life.credential, due)
    said = dict.fromkeys(asked, "Seen.") | {
        "lifted_on": (lifted - DAY).isoformat(),
        "renewal_due": following.isoformat(),
    }
    life.move("reinstate", lifted, **said)
    assert (life.held.state, life.held.state_since) == ("active", lifted)
    assert place_in_registry(life.held, lifted) == "Active"
    assert life.ticks(lifted + DAY) == 0
    return following


def lives_on(life: Life, back: date) -> None:
    """From the day on which it comes back: late once, sanctioned once, and at the end as good as new."""
    fourth = comes_back(life, back)
    fifth = renews_late(life, fourth)
    sixth = is_sanctioned_and_reinstated(life, fifth)
    renews_to_the_last_hour(life, sixth)
    assert life.fees_of(fifth) == {}, "nothing is owed for a period that the sanction took"
    assert life.fees_of(sixth) == life.row.fee
    assert sixth >= GRANTED.replace(year=GRANTED.year + 5)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_five_years(row: Row):
    life, (first, second, third) = endorsed(row), row.days()
    assert life.held.renewal_due == first
    # The first period asks for nothing but the signatures.
    life.renew(first - timedelta(days=10))
    assert life.fees_of(first) == row.fee
    assert life.held.renewal_due == second
    renews_to_the_last_hour(life, second)
    assert life.fees_of(second) == row.fee
    lapses = date.fromisoformat(row.lapses)
    misses(life, third, lapses)
    lives_on(life, lapses + timedelta(days=40))


def signs_up(life: Life) -> None:
    """By the letter that a coordinator sends, with an account of its address."""
    invite_to_join(endorsement=life.held.pk, by=life.coordinator, address=ADDRESS)
    letter = Mail.objects.get(endorsement=life.held, event_key__startswith="join_invitation")
    match = re.search(r"/join/([\w-]+)/", letter.body)
    assert match is not None
    join_record(token=match[1], by=make_user(ADDRESS))
    life.reread()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_whoever_was_moved_in_from_a_spreadsheet_lives_by_the_same_rules(row: Row):
    """Endorsed in 2020 elsewhere: no period is a first one, and each asks for every hour."""
    life, (first, second, third) = Life(row), row.days()
    cells = ("OLD-7", "Ina", "Applicant", ADDRESS, "IFS", "2020-05-01", row.dues[0], "yes")
    source = checked(life.association, life.coordinator, [cells], HEADINGS)
    run_import(source=source.pk, by=life.coordinator)
    run_due()
    life.held = Endorsement.objects.get(number="OLD-7")
    assert (life.held.origin, life.held.state, life.held.renewal_due) == ("import", "active", first)
    signs_up(life)
    renews_to_the_last_hour(life, first)
    assert life.fees_of(first) == row.fee
    renews_to_the_last_hour(life, second)
    lapses = date.fromisoformat(row.lapses)
    misses(life, third, lapses)
    lives_on(life, lapses + timedelta(days=40))


def test_hours_rise_with_a_later_policy_for_periods_that_begin_after_it():
    """Virginia: 6 hours of supervision in 2024, 12 from 2025."""
    early = make_policy(clauses=[supervision(6)], effective_from=date(2024, 1, 1), grace_days=30)
    late = make_policy(clauses=[supervision(12)], effective_from=date(2025, 1, 1), grace_days=30)
    held = make_endorsement(granted_on=date(2022, 3, 1), renewal_due=date(2024, 12, 31))
    for year, hours, policy in ((2024, 6, early), (2025, 12, late)):
        day = date(year, 12, 1)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=hours - 1)
        by = held.person.account
        with pytest.raises(Incomplete):
            submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=1)
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
        with pytest.raises(Incomplete):
            submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)
        log(held.person, "supervision", started_on=day - DAY, ended_on=day - DAY, hours=1)
        submit_renewal(endorsement=held.pk, by=by, signing=signing_of(held), today=day)


def test_a_leave_of_two_years_and_the_way_back():
    """Indiana: illness, a move, a leave; within two years back for $25 and the evidence of a renewal."""
    row = Row("Indiana", YEARLY, "", policy={"leave_years": 2, "back_fee": 25, "back_within_months": 24})
    life = endorsed(row)
    left = date(2028, 3, 1)
    life.held.renewal_due = date(2028, 12, 31)
    life.held.save()
    with pytest.raises(Incomplete, match="missing or wrong") as refused:
        life.move("leave", left, until="2030-03-02", note="Ill.")
    assert refused.value.problems[0].message.startswith("Not after 1 March 2030")
    life.move("leave", left, until="2030-03-01", note="Ill.")
    assert (life.held.state, life.held.inactive_reason) == ("inactive", "requested")
    assert [life.ticks(date(year, month, 15)) for year in (2028, 2029) for month in (4, 8, 12)] == [0] * 6
    said = {"hours": "15 and 12.", "signed": "Today.", "fee": "Paid.", "renewal_due": "2030-12-31"}
    event = life.move("back", date(2030, 2, 1), **said)
    assert "The fee of $25.00 is paid, waived or invoiced: Paid." in event.detail
    assert (life.held.state, life.held.renewal_due) == ("active", date(2030, 12, 31))
    assert [fee.price for fee in life.held.fees.filter(due="reactivation")] == ["$25.00"]
    # Whoever does not come back applies again.
    life.move("leave", date(2031, 3, 1), until="2033-03-01", note="Ill.")
    with pytest.raises(WrongState, match="ended on 1 March 2033"):
        life.move("back", date(2033, 3, 2), **said | {"renewal_due": "2033-12-31"})
