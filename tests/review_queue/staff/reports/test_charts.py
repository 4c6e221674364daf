"""Strips: parts that fill the width, intervals around the middle."""

import pytest

from review_queue.staff.reports.agreement_rows import OfReviewer, OfYardstick
from review_queue.staff.reports.charts import agreeing, severities
from review_queue.staff.reports.yardsticks import Yardstick
from review_queue.statistics.agreement import Scale, measure

LEVELS = Scale((0.0, 1.0, 2.0, 3.0))


def row(pairs, scale=LEVELS):
    yardstick = Yardstick("c-x", "X", "points", scale, (), lambda one: one.total)
    return OfYardstick(yardstick, measure(pairs, scale))


def test_the_parts_of_a_strip_fill_it():
    (strip,) = agreeing([row([(0, 0), (0, 1), (0, 3), (2, 2)])])
    assert [(part.x, part.width) for part in strip.parts] == [(0, 50), (50, 25), (75, 25)]


def test_two_levels_have_no_close_part_and_nothing_scored_no_strip():
    (strip,) = agreeing([row([(0, 1), (1, 1)], Scale((0.0, 1.0))), row([])])
    assert [part.width for part in strip.parts] == [50, 0, 50]


def test_severity_is_drawn_around_the_middle_and_stays_inside():
    marks = [(0.0, 10.0), (50.0, 70.0), (20.0, 30.0), (10.0, 10.0), (0.0, 10.0)]
    beside = [measure(marks, Scale(near=10)), measure([pair[::-1] for pair in marks], Scale(near=10))]
    reach, (generous, strict) = severities([OfReviewer("N", one, one, one) for one in beside])
    assert generous.tick.x + generous.tick.width / 2 == pytest.approx(50 + 50 * 10 / reach)
    assert strict.tick.x + strict.tick.width / 2 == pytest.approx(50 - 50 * 10 / reach)
    for one in (generous, strict):
        assert one.interval is not None
        assert one.interval.x >= -1e-9
        assert one.interval.x + one.interval.width <= 100 + 1e-9


def test_perfect_reviewers_still_have_a_scale():
    same = measure([(50.0, 50.0)], Scale(near=10))
    reach, (strip,) = severities([OfReviewer("N", same, same, same)])
    assert reach == 5
    assert strip.tick.x + strip.tick.width / 2 == 50
