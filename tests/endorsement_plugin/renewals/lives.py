"""The associations whose rules of renewal are public (field notes, §9), and one endorsee under them.

What no source says is not made up: a sum that is not public is left out, but for the processing fee of a
way back, of which only the sum is unknown (`PROCESSING`). Arizona's “$35 late” is read as a fee of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.models import Association, Credential, Endorsement, EndorsementEvent
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.renewals.actions.passing import keep_time_at
from endorsement_plugin.renewals.actions.submit import submit_renewal
from endorsement_plugin.requirements.quotas import Quota
from endorsement_plugin.requirements.renewing import GIVES_SUPERVISION, IF_GIVING
from tests.factories.credentials import make_association, make_credential
from tests.factories.fees import make_line
from tests.factories.people import make_coordinator
from tests.factories.renewals import log, make_policy, signing_of, supervision, training

DAY = timedelta(days=1)
GRANTED = date(2026, 5, 1)
PROCESSING = Decimal(100)
"""No association publishes what it asks for the way back but Indiana."""


def noon(day: date, association: Association) -> datetime:
    """The middle of a day where the association is."""
    return datetime.combine(day, time(12), association.zone)


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


class Life:
    """One endorsee under the rules of a row. Every step is told its day."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.association = make_association(**row.association)
        self.credential: Credential = make_credential(self.association)
        clauses: list[Any] = [training(row.hours, quotas=row.parts)] if row.hours else []
        clauses += [supervision(row.received)] if row.received else []
        given = {"effective_from": date(2026, 1, 1), "first_free": True, **row.policy}
        make_policy(self.association, clauses=clauses, **given)
        for label, amount in row.lines.items():
            make_line(self.credential, label, due="renewal", amount=Decimal(amount))
        self.coordinator: Visitor = make_coordinator(self.association)
        self.held: Endorsement

    def reread(self) -> Endorsement:
        """As the database has it."""
        rows = Endorsement.objects.select_related("person__user", "credential__association__site")
        self.held = rows.get(pk=self.held.pk)
        return self.held

    def renew(self, day: date) -> None:
        """Their holder agrees to all that is asked and sends it."""
        by = self.reread().person.account
        signing = signing_of(self.held, name=self.held.name)
        submit_renewal(endorsement=self.held.pk, by=by, signing=signing, today=day)
        self.reread()

    def log_all_but_one(self, due: date) -> None:
        """Every hour that is asked for, but one."""
        day, row = due - timedelta(days=60), self.row
        parts = sum(int(part.hours) for part in row.parts)
        for part in row.parts:
            log(self.held.person, started_on=day, hours=part.hours, areas=[part.area])
        if row.hours - parts - 1 > 0:
            log(self.held.person, started_on=day, hours=row.hours - parts - 1)
        if row.received:
            log(self.held.person, "supervision", started_on=day, ended_on=day, hours=row.received)

    def log_the_last(self, due: date) -> None:
        """The hour that was missing."""
        if self.row.hours:
            log(self.held.person, started_on=due - timedelta(days=20), hours=1)

    def log_all(self, due: date) -> None:
        """Every hour that is asked for."""
        self.log_all_but_one(due)
        self.log_the_last(due)

    def fees_of(self, due: date) -> dict[str, str]:
        """What was charged for the renewal of a period, by its label."""
        of_it = f"for the renewal due {due.day} {due:%B %Y}"
        return {fee.label: fee.price for fee in self.held.fees.filter(due="renewal", due_words=of_it)}

    def ticks(self, day: date) -> int:
        """The clock on this day; about how many endorsements it did something."""
        return keep_time_at(noon(day, self.association))

    def does_on(self, day: date, action: str) -> None:
        """Nothing on the day before, this on the day, and nothing when asked again."""
        assert self.ticks(day - DAY) == 0, (action, day)
        assert self.ticks(day) == 1, (action, day)
        assert self.ticks(day) == 0
        last = self.reread().events.last()
        assert last is not None
        assert (last.action, last.role) == (action, "system")

    def move(self, key: str, day: date, **data: Any) -> EndorsementEvent:
        """A coordinator makes a move on this day."""
        event = make_move(endorsement=self.held.pk, by=self.coordinator, move=BY_KEY[key], data=data, day=day)
        self.reread()
        return event
