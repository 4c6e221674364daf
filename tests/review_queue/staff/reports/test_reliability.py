"""The rows of the reports, against figures worked out by hand."""

import pytest

from review_queue.audit.queries.reliability import scores_of
from review_queue.models import Item
from review_queue.staff.reports.agreement_rows import by_pair, by_reviewer, by_yardstick
from review_queue.staff.reports.alarms import low_agreement, severe
from review_queue.staff.reports.yardsticks import total_of, yardsticks
from tests.factories import reviews
from tests.factories.scored import make_decided

pytestmark = pytest.mark.django_db


def rows(leader, scored_in):
    return {row.yardstick.code: row.agreement for row in by_yardstick(scores_of(leader, scored_in))}


def test_each_criterion_the_total_and_the_verdict_are_compared(leader, scored_in):
    found = rows(leader, scored_in)
    assert list(found) == ["c-c0", "c-c1", "total", "verdict"]
    assert {one.n for one in found.values()} == {3}
    assert found["c-c0"].exact.value == found["c-c0"].adjacent.value == pytest.approx(2 / 3)
    assert found["c-c1"].exact.value == pytest.approx(2 / 3)
    assert found["c-c1"].adjacent.value == 1
    assert found["c-c0"].first == (0, 1, 0, 2)
    assert found["c-c0"].second == (1, 1, 0, 1)
    assert found["total"].exact.value == found["total"].adjacent.value == pytest.approx(1 / 3)
    assert found["verdict"].exact.value == pytest.approx(2 / 3)


def test_a_third_review_changes_no_agreement_and_stands_beside_both(leader, scored_in, people):
    scores = scores_of(leader, scored_in)
    found = {row.name: row for row in by_reviewer(scores, total_of(scores))}
    assert list(found) == ["Ada Example", "Ben Example"]
    assert found["Ben Example"].beside.difference.value == pytest.approx((0 + 100 / 6 + 50) / 3)
    assert found["Ada Example"].beside.difference.value == pytest.approx(-(0 + 100 / 6 + 50) / 3)
    assert found["Ben Example"].third.n == found["Ada Example"].third.n == 1
    assert found["Ben Example"].third.difference.value == pytest.approx(100 / 6)
    assert found["Ada Example"].third.difference.value == pytest.approx(-100 / 3)


def test_a_pair_is_one_row_whoever_came_first(leader, scored_in):
    scores = scores_of(leader, scored_in)
    criterion = yardsticks(scores)[0]
    (row,) = by_pair(scores, criterion)
    assert (row.first, row.second, row.agreement.n) == ("Ada Example", "Ben Example", 3)
    assert row.agreement.difference.value == pytest.approx(1)
    assert row.agreement.first == (1, 1, 0, 1)
    assert row.agreement.exact.low is None


def test_a_pair_has_intervals_from_five_answers_on(leader, scored_in, people):
    for number in range(2):
        make_decided(scored_in, people[:2], [(number, 3), (2, 3)])
    scores = scores_of(leader, scored_in)
    (row,) = by_pair(scores, yardsticks(scores)[0])
    found = row.agreement.difference
    assert row.agreement.n == 5
    assert row.agreement.few
    assert None not in (found.low, found.value, found.high)
    assert found.low != found.high


def test_only_decided_answers_count(leader, scored_in):
    Item.objects.filter(round=scored_in).update(state="adjudicating")
    assert scores_of(leader, scored_in).scored == []
    assert rows(leader, scored_in)["total"].n == 0


def test_answers_of_another_pool_and_those_the_chief_scored_are_left_out(leader, scored_in, people):
    make_decided(scored_in, people[:2], [(0, 0), (0, 0)], pool=reviews.make_pool("other"))
    own = reviews.make_reviewer(user=leader)
    make_decided(scored_in, [people[0], own], [(0, 0), (0, 0)])
    assert len(scores_of(leader, scored_in).scored) == 3


def test_a_low_alpha_raises_an_alarm_only_with_enough_answers(leader, people):
    found = reviews.make_round(reviews.make_rubric(1))
    for number in range(30):
        make_decided(found, people[:2], [(number % 4,), ((number + 2) % 4,)])
    (criterion, *_) = by_yardstick(scores_of(leader, found))
    assert low_agreement(criterion)
    few = reviews.make_round(reviews.make_rubric(1))
    for number in range(29):
        make_decided(few, people[:2], [(number % 4,), ((number + 2) % 4,)])
    (criterion, *_) = by_yardstick(scores_of(leader, few))
    assert (criterion.agreement.alpha.value or 0) < 0
    assert not low_agreement(criterion)


def test_severity_raises_an_alarm_when_it_is_large_and_more_than_chance(leader, people):
    found = reviews.make_round(reviews.make_rubric(2))
    for number in range(30):
        make_decided(found, people[:2], [(1, number % 3), (1, number % 3 + number % 2)])
    scores = scores_of(leader, found)
    strict, generous = by_reviewer(scores, total_of(scores))
    assert strict.beside.difference.value == pytest.approx(-100 / 12)
    assert severe(strict, total_of(scores))
    assert severe(generous, total_of(scores))
    assert not severe(strict, yardsticks(scores)[1])


def test_an_alarm_has_the_threshold_of_the_settings(leader, people, settings):
    found = reviews.make_round(reviews.make_rubric(1))
    for number in range(30):
        make_decided(found, people[:2], [(number % 4,), (min(number % 4 + number % 2, 3),)])
    (criterion, *_) = by_yardstick(scores_of(leader, found))
    assert not low_agreement(criterion)
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "AGREEMENT_ALARM": 0.99}
    assert low_agreement(criterion)
