"""What associations ask for, by category and date, with what just meets it and what just misses it.

From their public pages, for hours, supervision, references and transcripts: portfolios that people have, each
written out. `near` has whole categories, with every number just met and just missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.requirements.evidence import Entry, Referee, Standing

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
ALMOST = (date(2023, 1, 1), date(2023, 12, 30))
TWO_YEARS, MORE = (date(2023, 1, 1), date(2024, 12, 31)), (date(2023, 1, 1), date(2025, 1, 31))
WHEN = date(2024, 6, 1)
OF_IMHS = [{"category": "IMHS"}, {"category": "IMHM-C"}]
IN_A_YEAR_OR_TWO = {"kind": "supervision", "min_months": 12, "max_months": 24}


def hours(some: str, *areas: str, day: date = date(2024, 5, 1)) -> Entry:
    return Entry("training", started_on=day, ended_on=day, hours=Decimal(some), areas=areas)


def received(some: str, days: tuple[date, date] = YEAR, **more: Any) -> Entry:
    return Entry("supervision", started_on=days[0], ended_on=days[1], hours=Decimal(some), **more)


def by(category: str, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    return {"standings": (Standing(category, since, until),)}


def asked(*roles: str, day: date = date(2024, 6, 1), unknown: int = 0, **more: Any) -> tuple[Referee, ...]:
    return tuple(Referee(role, day, unknown, **more) for role in roles)


@dataclass(frozen=True)
class Row:
    """One requirement of an association's category, as it stood on a day. Each portfolio by itself."""

    association: str
    category: str
    day: date
    demands: dict[str, Any]
    meets: list[Any]
    misses: list[Any] = field(default_factory=list)

    def cases(self) -> Iterator[Any]:
        for met, portfolios in ((True, self.meets), (False, self.misses)):
            for number, portfolio in enumerate(portfolios):
                name = f"{self.association}-{self.category}-{self.demands['kind']}-{met}-{number}"
                yield pytest.param(self, portfolio, met, id=name)


def quota(area: str, some: str) -> dict[str, str]:
    return {"area": area, "label": area, "hours": some}


THREE = ("Current supervisor", "RSC giver", "Colleague")


def slots(*several: str) -> list[dict[str, Any]]:
    return [{"roles": [{"value": role, "label": role} for role in one.split("/")]} for one in several]


ROWS = [
    Row("Alabama", "IFA", WHEN, {"kind": "training", "hours": "30"}, [[hours("30")]], [[hours("29.99")]]),
    Row(
        "Connecticut",
        "IMHM-C",
        date(2024, 6, 1),
        {
            "kind": "training",
            "hours": "48",
            "quotas": [quota("iecmh", "30"), quota("rsc", "15"), quota("dei", "3")],
        },
        [[hours("30", "iecmh"), hours("15", "rsc"), hours("3", "dei")], [hours("48", "iecmh", "rsc", "dei")]],
        [
            [hours("30", "iecmh"), hours("15", "rsc"), hours("2.5", "dei")],
            [hours("30", "iecmh"), hours("17", "rsc", "dei"), hours("9")],
        ],
    ),
    Row(
        "Massachusetts",
        "ECFS",
        date(2025, 6, 1),
        {"kind": "training", "hours": "33", "quotas": [quota("iecmh", "30"), quota("dei", "3")]},
        [[hours("30", "iecmh", "dei"), hours("3", "dei")]],
        [[hours("31", "iecmh"), hours("2", "dei")]],
    ),
    Row(
        "Michigan",
        "renewal of a giver",
        date(2024, 12, 31),
        {
            "kind": "training",
            "hours": "12",
            "quotas": [quota("dei", "1")],
            "within_years": 1,
            "extras": [{**quota("rsc", "3"), "condition": "you give supervision", "question": "gives"}],
        },
        [[hours("11"), hours("1", "dei"), hours("3", "rsc")]],
        [
            [hours("14"), hours("1", "dei")],
            [hours("11"), hours("1", "dei"), hours("3", "rsc", day=date(2023, 12, 30))],
        ],
    ),
    Row(
        "Hawaii",
        "IFS",
        date(2024, 6, 1),
        {**IN_A_YEAR_OR_TWO, "hours": "24"},
        [[received("24")], [received("24", ALMOST), received("1", (date(2023, 12, 31), date(2023, 12, 31)))]],
        [[received("23.99")], [received("24", ALMOST)]],
    ),
    Row(
        "Michigan",
        "IMHS",
        date(2025, 6, 1),
        {**IN_A_YEAR_OR_TWO, "hours": "50", "givers": OF_IMHS},
        [
            [received("50", TWO_YEARS, **by("IMHS"))],
            [received("25", **by("IMHS")), received("25", **by("IMHM-C"))],
        ],
        [
            [received("50", MORE, **by("IMHS"))],
            [received("50", **by("IFS"))],
            [received("50", **by("IMHS", date(2023, 1, 2)))],
            [received("50", **by("IMHS"), setting="peer")],
        ],
    ),
    Row(
        "Indiana",
        "IMHM-C",
        date(2025, 6, 1),
        {**IN_A_YEAR_OR_TWO, "hours": "50", "giving": "25", "givers": [{"category": "IMHM-C"}]},
        [[received("50", **by("IMHM-C"), hours_on_giving=Decimal(25))]],
        [
            [received("50", **by("IMHM-C"), hours_on_giving=Decimal("24.5"))],
            [received("50", **by("IMHS"), hours_on_giving=Decimal(25))],
        ],
    ),
    Row(
        "Washington",
        "IFS",
        date(2024, 6, 1),
        {
            **IN_A_YEAR_OR_TWO,
            "hours": "24",
            "givers": [{"category": "vetted", "until": "2022-12-31"}, {"category": "endorsed"}],
        },
        [
            [received("24", **by("IFS"))],
            [received("24", (date(2022, 1, 1), date(2022, 12, 31)), **by("vetted"))],
        ],
        [
            [received("24", **by("vetted"))],
            [received("24", (date(2022, 1, 2), date(2023, 1, 1)), **by("vetted"))],
        ],
    ),
    Row(
        "Michigan",
        "IFS in 2011",
        date(2011, 6, 1),
        {
            "kind": "supervision",
            "hours": "24",
            "givers": [{"category": "anyone", "until": "2010-09-30"}, *OF_IMHS],
        },
        [[received("24", (date(2009, 10, 1), date(2010, 9, 30)))]],
        [[received("24", (date(2009, 10, 1), date(2010, 10, 1)))]],
    ),
    Row(
        "Arizona",
        "IFS",
        date(2025, 6, 1),
        {**IN_A_YEAR_OR_TWO, "hours": "24", "givers": [{"category": "ERS"}]},
        [[received("24", (date(2008, 1, 1), date(2008, 12, 31)), **by("ERS"))]],
        [[received("24", (date(2008, 1, 1), date(2008, 12, 31)), **by("ERS", date(2024, 12, 1)))]],
    ),
    Row(
        "Alabama",
        "ECFS",
        date(2024, 6, 1),
        {**IN_A_YEAR_OR_TWO, "hours": "24", "individual": "12", "group": "12"},
        [[received("12", setting="individual"), received("12", setting="group")]],
        [[received("11.5", setting="individual"), received("12.5", setting="group")]],
    ),
    Row(
        "Minnesota",
        "IFA",
        date(2024, 6, 2),
        {
            "kind": "references",
            "count": 3,
            "endorsed": 1,
            "accepted": [{"category": "endorsed"}, {"category": "vetted"}],
        },
        [
            asked("", "") + asked("", **by("vetted")),
            asked("", "") + asked("", **by("IFS", until=date(2024, 6, 1))),
        ],
        [
            asked("", "", ""),
            asked("", "") + asked("", **by("IFS", until=date(2024, 5, 31))),
            asked("", **by("vetted")),
        ],
    ),
    Row(
        "Oklahoma",
        "IMHS",
        date(2024, 6, 2),
        {
            "kind": "references",
            "count": 3,
            "slots": slots("Current supervisor/Teacher", "RSC giver", "Colleague/Teacher"),
        },
        [asked(*THREE), asked("Teacher", "Teacher", "RSC giver")],
        [asked("Colleague", "Colleague", "RSC giver"), asked("Current supervisor", "Teacher", "Colleague")],
    ),
    Row(
        "Pennsylvania",
        "IFS",
        date(2025, 6, 1),
        {"kind": "references", "count": 3, "slots": slots("Current supervisor"), "valid_months": 12},
        [asked(*THREE)],
        [asked(*THREE, day=date(2024, 5, 31)), asked("Colleague", "Colleague", "RSC giver")],
    ),
    Row(
        "North Carolina",
        "IMHS",
        date(2024, 6, 2),
        {"kind": "references", "count": 3, "void_at": 6},
        [asked(*THREE, unknown=5)],
        [asked(*THREE[:2]) + asked(THREE[2], unknown=6)],
    ),
    Row(
        "Kansas",
        "IFS",
        date(2024, 6, 1),
        {"kind": "transcripts", "count": 1, "standard": "sealed"},
        [("sealed",)],
        [("official",), ()],
    ),
]
