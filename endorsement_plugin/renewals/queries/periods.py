"""The present period of an endorsement: from when to when, and which policy it is held to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from endorsement_plugin.endorsements.queries import standing_moves
from endorsement_plugin.models import Endorsement, Renewal, RenewalPolicy
from endorsement_plugin.policies.queries import Policies
from endorsement_plugin.renewals.rules import (
    RENEWABLE,
    Phase,
    begins_on,
    digest_of,
    phase_in_words,
    phase_on,
    questions_of,
)
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.explaining import day as in_words
from endorsement_plugin.rules.money import money
from endorsement_plugin.rules.renewals import Cycle
from endorsement_plugin.rules.states import RenewalState


@dataclass(frozen=True)
class Statement:
    """One that is signed. `digest` is that of its words, `version` what its editor calls them."""

    id: str
    title: str
    statement: str
    digest: str
    version: str = ""


@dataclass(frozen=True)
class Period:
    """What is to be renewed. `renewal` is its row, None before anything has come of it.

    Without a `policy` the association has not published how it is renewed: it is due a year later, and a
    coordinator renews it.
    """

    endorsement: Endorsement
    policy: RenewalPolicy | None
    starts_on: date
    due: date
    is_first: bool
    renewal: Renewal | None = None

    @property
    def cycle(self) -> Cycle:
        """Its dates."""
        return self.policy.cycle if self.policy else Cycle()

    @property
    def state(self) -> RenewalState:
        """Where its renewal stands."""
        return self.renewal.status if self.renewal else RenewalState.OPEN

    @property
    def may_be_submitted(self) -> bool:
        """Whether it is the holder's turn."""
        return self.state in {RenewalState.OPEN, RenewalState.SENT_BACK}

    @property
    def is_free(self) -> bool:
        """Whether it is a first period that asks for no hours."""
        return bool(self.policy and self.policy.first_free and self.is_first)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """What is to be shown of it."""
        return () if self.policy is None or self.is_free else parse(self.policy.clauses)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What is signed, in the editor's order."""
        rows = self.policy.statements if self.policy else ()
        return tuple(
            Statement(
                str(row["id"]),
                str(row["title"]),
                str(row["statement"]),
                digest_of(row),
                str(row.get("version", "")),
            )
            for row in rows
        )

    @cached_property
    def questions(self) -> dict[str, str]:
        """The yes/no questions on which its hours depend, by name: the rest of “if …”."""
        return questions_of(self.policy.clauses) if self.policy and self.clauses else {}

    def phase(self, day: date) -> Phase:
        """Where it stands on a day: as long as it has not lapsed it can be renewed, late.

        The clock may be held for everybody, or have stood still; nobody lapses without its warning.
        """
        phase = phase_on(day, self.due, self.cycle, held_until=self.endorsement.clock_held_until)
        return Phase.LATE if phase is Phase.OVER and self.is_renewable else phase

    def in_words(self, day: date) -> str:
        """The same in a sentence for its holder."""
        on_paper = phase_on(day, self.due, self.cycle, held_until=self.endorsement.clock_held_until)
        if on_paper is not self.phase(day):
            return f"It was due by {in_words(self.due)}. You can still renew, late, until it lapses."
        return phase_in_words(day, self.due, self.cycle, held_until=self.endorsement.clock_held_until)

    def fee(self, day: date) -> str:
        """What renewing costs on a day, in words; empty where the policy names nothing."""
        if self.policy is None:
            return ""
        currency, late = self.endorsement.association.currency, self.phase(day) is Phase.LATE
        said = money(self.policy.fee, currency) if self.policy.fee else ""
        if late and self.policy.late_fee:
            more = money(self.policy.late_fee, currency)
            said = f"{said}, and {more} more because it is late" if said else f"{more} because it is late"
        return f"{said}, once for all that you renew by that day" if said and self.policy.one_fee else said

    @property
    def is_renewable(self) -> bool:
        """Whether its endorsement is in a state that is renewed, not one that comes back first."""
        return self.endorsement.status in RENEWABLE


def period_of(endorsement: Endorsement) -> Period:
    """The present one. Two queries."""
    return periods_of([endorsement])[endorsement.pk]


def periods_of(endorsements: Iterable[Endorsement]) -> Mapping[int, Period]:
    """By the primary key of the endorsement, the period that ends when it is due. Two queries.

    It begins when the last one ended, or with the day of granting; where neither is known (moved in without
    a history, or back after years), so many years before it ends as the policy says. It is held to the
    policy in force on its first day: one that is published later and comes into force later changes nothing.
    What was submitted keeps the policy that it was submitted under.
    """
    held = list(endorsements)
    policies = Policies.of(row.credential for row in held)
    rows, ended = _rows_of(held)
    return {row.pk: _period(row, policies, rows.get(row.pk), ended.get(row.pk)) for row in held}


def _rows_of(held: Iterable[Endorsement]) -> tuple[dict[int, Renewal], dict[int, date]]:
    """By endorsement: the row of the present period, and when the last one before it ended."""
    due = {row.pk: row.renewal_due for row in held}
    present: dict[int, Renewal] = {}
    ended: dict[int, date] = {}
    for row in Renewal.objects.filter(endorsement__in=due).select_related("policy").order_by("due"):
        if row.due == due[row.endorsement_id]:
            present[row.endorsement_id] = row
        elif row.due < due[row.endorsement_id]:
            ended[row.endorsement_id] = row.due
    return present, ended


def _period(endorsement: Endorsement, policies: Policies, row: Renewal | None, ended: date | None) -> Period:
    credential, due = endorsement.credential, endorsement.renewal_due
    is_first = ended is None and due <= policies.first_due(credential, endorsement.granted_on)
    if row is not None and row.status is not RenewalState.OPEN:
        return Period(endorsement, row.policy, row.starts_on, due, is_first, row)
    starts_on = endorsement.granted_on if is_first else _follows(endorsement, policies, ended)
    starts_on = min(starts_on, due)
    policy = policies.of_period(credential, starts_on)
    return Period(endorsement, policy, starts_on, due, is_first, row)


def _follows(endorsement: Endorsement, policies: Policies, ended: date | None) -> date:
    """The first day of a period that is not the first, or not known to be."""
    credential, due = endorsement.credential, endorsement.renewal_due
    if ended is not None and policies.next_due(credential, ended) == due:
        return ended + timedelta(days=1)
    policy = policies.on(credential, begins_on(due, 1))
    first = max(begins_on(due, policy.cycle_years if policy else 1), endorsement.granted_on)
    return first if ended is None else max(first, ended + timedelta(days=1))


@dataclass(frozen=True)
class Renewed:
    """The renewal by which an endorsement is due when it is, and the primary key of the move that it made."""

    renewal: Renewal
    move: int


def renewed_last(endorsement: Endorsement) -> Renewed | None:
    """What a coordinator may take back; two queries.

    None where another move has changed the day since, or an audit decides.
    """
    move = standing_moves(endorsement.pk).filter(before__has_key="renewal_due").first()
    if move is None or move.action != "renewed":
        return None
    rows = Renewal.objects.filter(endorsement=endorsement, state=RenewalState.RENEWED)
    renewal = rows.filter(due=move.before["renewal_due"]).first()
    return Renewed(renewal, move.pk) if renewal else None
