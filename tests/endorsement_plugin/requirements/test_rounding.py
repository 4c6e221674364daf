"""What is shown beside a minimum never says the contrary of whether it is met."""

from datetime import date, timedelta
from decimal import Decimal
from math import ceil

import pytest

from endorsement_plugin.applications.actions.check import said
from tests.endorsement_plugin.requirements.categories import job, supervision, training
from tests.endorsement_plugin.requirements.test_assess import find

START = date(2015, 1, 1)


@pytest.mark.parametrize("years", ["1.5", "2", "1.25", "0.3", "3.33"])
@pytest.mark.parametrize("off", [-2, -1, 0, 1, 20])
def test_years(years: str, off: int) -> None:
    enough = ceil(Decimal(years) * 365)
    last = START + timedelta(days=enough + off - 1)
    finding = find({"kind": "work", "years": years}, job(START, last))
    assert finding.met is (off >= 0)
    assert (Decimal(finding.value) >= Decimal(finding.minimum)) is finding.met


def test_years_as_they_are_said() -> None:
    finding = find({"kind": "work", "years": "1.5"}, job(START, START + timedelta(days=545)))
    assert said(finding) == "1.5 or more years of work experience: 1.4 of 1.5 years so far."


@pytest.mark.parametrize(("hours", "met"), [("29.99", False), ("30", True), ("30.01", True)])
def test_hours(hours: str, met: bool) -> None:
    finding = find({"kind": "training", "hours": "30"}, training(hours))
    assert (finding.value, finding.met) == (hours, met)


def test_enough_hours_in_too_short_a_time_say_what_is_missing() -> None:
    spell = supervision("24", date(2024, 1, 1), date(2024, 6, 30))
    finding = find({"kind": "supervision", "hours": "24", "min_months": 12, "max_months": 24}, spell)
    assert (finding.value, finding.minimum, finding.met) == ("24", "24", False)
    assert "24 of 24" not in said(finding)
    assert said(finding).endswith("The hours must be spread over at least 1 year.")
