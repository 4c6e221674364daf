"""What makes a period long enough, and which one counts."""

from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.requirements.counting import hundredths
from endorsement_plugin.requirements.periods.best import Period, Spell, best_period
from endorsement_plugin.requirements.periods.rules import Rule

D = Decimal
BEGUN = date(2024, 1, 1)
YEAR_OR_TWO = Rule(D(24), 12, 24)


def spell(start: int, days: int, hours: str) -> Spell:
    """From so many days after the beginning."""
    first = BEGUN.toordinal() + start
    return first, first + days - 1, days, hundredths(D(hours)), True, None


def best(*spells: Spell, rule: Rule = YEAR_OR_TWO) -> Period:
    period = best_period(spells, rule)
    assert period
    return period


def test_a_half_hour_a_year_later_stretches_nothing() -> None:
    half_a_year = spell(0, 182, "23.5")
    assert not best(half_a_year, spell(500, 1, "0.5")).met
    assert not best(half_a_year, spell(364, 1, "0.5")).met
    assert not best(half_a_year, spell(500, 1, "2.99")).met
    assert best(half_a_year, spell(500, 1, "3")).met


def test_nor_does_one_a_year_before() -> None:
    assert not best(spell(0, 1, "0.5"), spell(364, 182, "24")).met
    assert best(spell(0, 1, "3"), spell(364, 1, "21")).met


def test_late_hours_of_little_weight_do_no_harm() -> None:
    year = spell(0, 365, "24")
    period = best(year, spell(600, 1, "0.5"))
    assert (period.met, period.hours, period.days) == (True, 2400, 365)
    assert best(year, spell(-300, 1, "0.5")).met


@pytest.mark.parametrize(("days", "met"), [(364, False), (365, True), (731, True), (732, False)])
def test_the_shortest_and_the_longest(days: int, met: bool) -> None:
    """24 hours spread evenly: over more than two years fewer of them lie in any one period."""
    assert best(spell(0, days, "24")).met is met


def test_an_uneven_rhythm_is_fine() -> None:
    assert best(spell(0, 10, "3"), spell(150, 30, "15"), spell(355, 10, "6")).met


def test_sessions_twice_a_month() -> None:
    sessions = [spell(15 * number, 1, "1") for number in range(26)]
    assert best(*sessions).met
    assert not best(*sessions[:24]).is_long


def test_the_period_cuts_a_long_entry() -> None:
    three_years = spell(0, 3 * 365, "72")
    period = best(three_years)
    assert (period.met, period.days, period.hours) == (True, 731, 4806)


def test_without_a_longest_period_all_hours_count() -> None:
    period = best(spell(0, 30, "12"), spell(2000, 30, "12"), rule=Rule(D(24), 12, 0))
    assert (period.met, period.hours) == (True, 2400)


def test_individual_group_and_giving() -> None:
    alone = spell(0, 366, "10")
    together = (*alone[:3], 3000, False, D(5))
    assert best(alone, together, rule=Rule(D(24), 12, 24, individual=D(10))).met
    assert not best(alone, together, rule=Rule(D(24), 12, 24, individual=D("10.01"))).met
    capped = best(alone, together, rule=Rule(D(24), 12, 24, group=D("13.99")))
    assert (capped.met, capped.hours) == (False, 2399)
    assert best(alone, together, rule=Rule(D(24), 12, 24, group=D(14))).met
    assert best(alone, together, rule=Rule(D(24), 12, 24, giving=D(5))).met
    assert not best(alone, together, rule=Rule(D(24), 12, 24, giving=D(6))).met


def test_thirds_of_an_hour_add_up_exactly() -> None:
    """An hour over three days, of which one counts: three times that is an hour, not a bit less."""
    first = BEGUN.toordinal()
    thirds: list[Spell] = [(first + day, first + day, 3, 100, True, None) for day in range(3)]
    assert best(*thirds, rule=Rule(D(1))).met
    assert not best(*thirds[:2], rule=Rule(D(1))).met


def test_the_ends_do_not_matter_where_there_is_no_shortest_period() -> None:
    assert best(spell(0, 1, "23.5"), spell(300, 1, "0.5"), rule=Rule(D(24), 0, 24)).met


def test_days_at_the_edge_of_the_calendar() -> None:
    last = date.max.toordinal()
    assert best((last, last, 1, 100, True, None), rule=Rule(D(24), 12, 24)).hours == 100
    assert best((1, 1, 1, 100, True, None), rule=Rule(D(24), 12, 24)).hours == 100
