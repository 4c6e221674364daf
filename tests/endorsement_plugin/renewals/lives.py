"""One endorsee under the public rules of an association, each step told its day."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.models import Association, Credential, Endorsement, EndorsementEvent
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.policies.queries import first_due
from endorsement_plugin.renewals.actions.passing import keep_time_at
from endorsement_plugin.renewals.actions.submit import submit_renewal
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.fees import make_line
from tests.factories.people import make_coordinator
from tests.factories.renewals import log, make_policy, signing_of, supervision, training

from .public_rows import Row

DAY = timedelta(days=1)
GRANTED = date(2026, 5, 1)


def noon(day: date, association: Association) -> datetime:
    """The middle of a day where the association is."""
    return datetime.combine(day, time(12), association.zone)


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
        self.charge(self.credential)
        self.coordinator: Visitor = make_coordinator(self.association)
        self.held: Endorsement

    def charge(self, credential: Credential) -> None:
        """What stands with a credential of its association."""
        for label, amount in self.row.lines.items():
            make_line(credential, label, due="renewal", amount=Decimal(amount))

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


def endorsed(row: Row) -> Life:
    """Granted on 1 May 2026, and first due as the policy says."""
    life = Life(row)
    due = first_due(life.credential, GRANTED)
    life.held = make_endorsement(credential=life.credential, granted_on=GRANTED, renewal_due=due, listed=True)
    return life
