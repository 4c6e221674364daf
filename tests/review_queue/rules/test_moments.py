"""When offers leave: at moments that nothing in the queue moves."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from review_queue.rules.moments import end_of, enough, last_moment, latest_moment, next_moment

HONOLULU, BERLIN = ZoneInfo("Pacific/Honolulu"), ZoneInfo("Europe/Berlin")


def at(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, zone=UTC) -> datetime:
    return datetime(2030, month, day, hour, minute, second, tzinfo=zone)


@pytest.mark.parametrize(
    ("every", "now", "leaves"),
    [
        (1440, at(3, 4, 9, 10), at(3, 5, 8)),
        (1440, at(3, 4, 7, 58), at(3, 4, 8)),
        (1440, at(3, 4, 7, 59, 30), at(3, 5, 8)),
        (720, at(3, 4, 9, 10), at(3, 4, 20)),
        (720, at(3, 4, 20, 10), at(3, 5, 8)),
        (60, at(3, 4, 23, 50), at(3, 5, 0)),
        (1, at(3, 4, 9, 10, 2), at(3, 4, 9, 11)),
        (1, at(3, 4, 9, 10, 50), at(3, 4, 9, 12)),
    ],
)
def test_the_next_moment(every, now, leaves):
    assert next_moment(now, every=every, zone=UTC) == leaves


def test_it_is_the_same_for_all_that_is_made_between_two():
    made = [at(3, 4, 8) + timedelta(minutes=17 * number) for number in range(84)]
    assert {next_moment(one, every=1440, zone=UTC) for one in made} == {at(3, 5, 8)}


def test_eight_in_the_morning_is_that_of_the_zone():
    assert next_moment(at(3, 4, 12), every=1440, zone=HONOLULU) == at(3, 4, 8, zone=HONOLULU)


@pytest.mark.parametrize("day", [30, 31])
def test_it_stays_eight_in_the_morning_when_clocks_change(day):
    leaves = next_moment(at(3, day, 12), every=1440, zone=BERLIN)
    assert leaves.astimezone(BERLIN).timetz().isoformat()[:5] == "08:00"
    assert leaves > at(3, day, 12)


@pytest.mark.parametrize("every", [1440, 720, 45, 1])
@pytest.mark.parametrize("minutes", [0, 1, 479, 481, 1439])
def test_the_last_moment_is_over_and_the_next_is_to_come(every, minutes):
    now = at(10, 27, 0, zone=BERLIN) + timedelta(minutes=minutes)
    before, after = last_moment(now, every=every, zone=BERLIN), next_moment(now, every=every, zone=BERLIN)
    assert before <= now < after


def test_at_once_is_now():
    assert next_moment(at(3, 4), every=0, zone=UTC) == last_moment(at(3, 4), every=0, zone=UTC) == at(3, 4)


def test_a_day_ends_with_its_last_second():
    assert end_of(date(2030, 3, 4), HONOLULU) == at(3, 4, 23, 59, 59, zone=HONOLULU)


@pytest.mark.parametrize(
    ("answers", "reviewers", "together", "expected"),
    [
        (1, 2, 3, False),
        (3, 2, 3, False),
        (2, 4, 3, False),
        (3, 3, 3, True),
        (4, 8, 5, False),
        (1, 1, 1, True),
    ],
)
def test_three_answers_and_three_reviewers_are_enough(answers, reviewers, together, expected):
    assert enough(answers, reviewers, together=together) is expected


@pytest.mark.parametrize(("wait", "day"), [(0, 5), (3, 8), (14, 19)])
def test_an_offer_waits_so_many_days_at_most(wait, day):
    assert latest_moment(at(3, 4, 9, 10), every=1440, wait=wait, zone=UTC) == at(3, day, 8)
