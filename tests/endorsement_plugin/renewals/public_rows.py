"""The associations whose rules of renewal are public (field notes, §9).

What no source says is not made up: a sum that is not public is left out, but for the processing fee of a
way back, of which only the sum is unknown (`PROCESSING`). Arizona’s “$35 late” is read as a fee of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.quotas import Quota
from endorsement_plugin.requirements.renewing import GIVES_SUPERVISION, IF_GIVING

PROCESSING = Decimal(100)
"""No association publishes what it asks for the way back but Indiana."""


def quota(area: str, hours: int, *, if_giving: bool = False) -> Quota:
    """Hours of an area, of those of training; of whoever gives supervision."""
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
    lines: Mapping[str, int] = field(default_factory=dict)
    """Fees of a renewal that stand with the credential."""
    association: dict[str, Any] = field(default_factory=dict)
    fee: Mapping[str, str] = field(default_factory=dict)
    """What a renewal costs in time, by its label."""
    late: Mapping[str, str] = field(default_factory=dict)
    """What is added once it is late."""
    back: tuple[str, ...] = ()
    """What a coordinator confirms of the way back."""
    back_fee: str = ""

    def days(self) -> list[date]:
        """`dues` as days."""
        return [date.fromisoformat(day) for day in self.dues]


YEARLY = ("2027-12-31", "2028-12-31", "2029-12-31")
TO_2027 = {"cycle_years": 3, "due_year": 2027, "grace_days": 0, "removal_days": 1, "window_days": 91}
HOURS, SIGNED = "The hours that were missed are shown", "The statements are signed anew"
FEE, REFERENCES = "The fee of $100.00 is paid, waived or invoiced", "3 new references are there"
MISSED = (HOURS, SIGNED)
ANEW: dict[str, Any] = {"back_fee": PROCESSING, "back_references": 3}
"""“New evidence since removal, three new references, processing fee.”"""
ALL_ANEW: dict[str, Any] = {"back": (HOURS, SIGNED, FEE, REFERENCES), "back_fee": "$100.00"}

ROWS = [
    Row(
        "Michigan",
        YEARLY,
        "2030-02-15",
        parts=(ONE, THREE),
        policy={"grace_days": 45, "fee": 30, "late_fee": 25, "one_fee": True, **ANEW},
        fee={"Renewal, all credentials": "$30.00"},
        late={"Late renewal, all credentials": "$25.00"},
        **ALL_ANEW,
    ),
    Row(
        "Arizona",
        ("2027-12-15", "2028-12-15", "2029-12-15"),
        *("2030-01-31", "2030-02-01"),
        policy={"due_day": 15, "grace_days": 46, "removal_days": 1, "fee": 25, "late_fee": 35},
        fee={"Renewal": "$25.00"},
        late={"Late renewal": "$35.00"},
        back=MISSED,
    ),
    Row(
        "New Mexico, before",
        YEARLY,
        *("2030-04-01", "2030-04-02"),
        received=0,
        parts=(THREE,),
        policy={"grace_days": 90, "removal_days": 1, "fee": 35, "late_fee": 20, **ANEW},
        fee={"Renewal": "$35.00"},
        late={"Late renewal": "$20.00"},
        **ALL_ANEW,
    ),
    Row(
        "Virginia",
        YEARLY,
        "2030-01-31",
        policy={"grace_days": 30},
        lines={"Renewal": 40, "Membership": 60},
        fee={"Renewal": "$40.00", "Membership": "$60.00"},
        back=MISSED,
    ),
    Row(
        "Texas",
        ("2027-12-31", "2030-12-31", "2033-12-31"),
        *("2034-01-01", "2034-01-02", 45, 36),
        parts=(NINE,),
        policy=TO_2027,
        back=MISSED,
    ),
    Row(
        "Pennsylvania",
        ("2027-12-31", "2030-12-31", "2033-12-31"),
        *("2034-01-01", "2034-01-02", 45, 36),
        policy=TO_2027,
        back=MISSED,
    ),
    Row(
        "Rhode Island",
        YEARLY,
        "2030-01-31",
        parts=(ONE, THREE),
        policy={"grace_days": 30, "window_days": 91},
        back=MISSED,
    ),
    Row("Massachusetts", YEARLY, "2030-01-31", policy={"grace_days": 30}, back=MISSED),
    Row(
        "Western Australia",
        ("2027-06-30", "2028-06-30", "2029-06-30"),
        "2029-07-31",
        parts=(THREE,),
        policy={"due_month": 6, "due_day": 30, "grace_days": 30, "fee": 30},
        association={"time_zone": "Australia/Perth", "currency": "AUD"},
        fee={"Renewal": "A$30.00"},
        back=MISSED,
    ),
    Row(
        "Alabama",
        YEARLY,
        *("2030-01-31", "2030-02-01"),
        parts=(THREE,),
        policy={"grace_days": 30, "removal_days": 1, **ANEW},
        **ALL_ANEW,
    ),
    Row("Hawaii", YEARLY, "2030-01-31", hours=0, received=0, policy={"grace_days": 30}, back=MISSED),
]
