from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from endorsement_plugin.definitions.fields import ReferencesSection, Section
from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.requirements.evidence import Area, Evidence, Referee, names_of
from endorsement_plugin.requirements.findings import Finding, Gauge, Shortfall
from endorsement_plugin.requirements.givers import Giver
from endorsement_plugin.requirements.sharing import shared_out
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import both, counted, either, isolated, preceding, span, spelled

from .base import Clause


@dataclass(frozen=True)
class Slot:
    """One of the references: from somebody in one of these roles."""

    roles: tuple[Area, ...] = ()

    @property
    def phrase(self) -> str:
        """As part of a sentence."""
        return either([isolated(role.label) for role in self.roles])

    def takes(self, referee: Referee) -> bool:
        """Whether this referee is in one of the roles."""
        return spelled(referee.role) in names_of(self.roles)


@dataclass(frozen=True)
class References(Clause):
    """So many references: named before submitting, received before a decision.

    One in each of `slots`; `endorsed` of them from somebody who is one of `accepted`. Received at most
    `valid_months` ago; void with `void_at` ratings left open for lack of knowledge; 0 for no such rule.
    With `weigh` one that does not recommend waits for somebody to look at it.
    """

    kind = "references"
    fed_by = "references"
    stands_once = True
    judged = "References that speak for the applicant"
    count: int = 0
    slots: tuple[Slot, ...] = field(default=(), metadata=LATER)
    endorsed: int = field(default=0, metadata=LATER)
    accepted: tuple[Giver, ...] = field(default=(), metadata=LATER)
    valid_months: int = field(default=0, metadata=LATER)
    void_at: int = field(default=0, metadata=LATER)
    weigh: bool = field(default=True, metadata=LATER)

    @property
    def phrase(self) -> str:
        return ", ".join([counted(self.count, "reference"), *self._rules()])

    @property
    def weighs(self) -> bool:
        return self.weigh

    @property
    def accepts(self) -> Sequence[Giver]:
        return self.accepted if self.endorsed else ()

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        standing = (self._standing(evidence, today),) if self.endorsed else ()
        return (self._named(evidence), self._received(evidence, today), *standing)

    def offers(self, what: str) -> Sequence[Area]:
        return [role for slot in self.slots for role in slot.roles] if what == "role" else []

    def shortfall(self, section: Section) -> Shortfall | None:
        room = section.count if isinstance(section, ReferencesSection) else 0
        words = f"The requirements ask for {self.count} references; this has room for {room}."
        return Shortfall(self.count - room, "slots", words) if room < self.count else None

    @classmethod
    def doubts(cls, evidence: Evidence) -> tuple[str, ...]:
        return evidence.doubted_references

    def _named(self, evidence: Evidence) -> Finding:
        named, lacking = evidence.references_named, self._lacking(evidence.referees)
        met = named >= self.count and not lacking
        return self._naming.at_whole(named, met=met, detail=" ".join(lacking))

    def _received(self, evidence: Evidence, today: date) -> Finding:
        counting = self._counting(evidence, today)
        have = len(counting) if self._is_strict else evidence.references_received
        lacking = self._lacking(counting)
        detail = " ".join([*self._voided(evidence, today), *lacking])
        finding = self._receiving.at_whole(have, met=have >= self.count and not lacking, detail=detail)
        return finding.doubted(evidence.doubted_references if self.weigh else ())

    def _standing(self, evidence: Evidence, today: date) -> Finding:
        have = sum(1 for one in self._counting(evidence, today) if self._is_accepted(one))
        met = have >= self.endorsed
        detail = "" if met else "What a referee is counts once the association knows it."
        return self._by_those_accepted.at_whole(have, met=met, detail=detail)

    @cached_property
    def _naming(self) -> Gauge:
        words = f"{counted(self.count, 'referee')} named"
        return self.gauge(Decimal(self.count), "referees", words=words)

    @cached_property
    def _receiving(self) -> Gauge:
        words = f"{counted(self.count, 'reference')} received"
        return self.gauge(Decimal(self.count), "references", words=words, phase="review")

    @cached_property
    def _by_those_accepted(self) -> Gauge:
        words = f"{self.endorsed} of the references by {self._accepted}"
        return self.gauge(Decimal(self.endorsed), "references", words=words, phase="review")

    @property
    def _is_strict(self) -> bool:
        return bool(self.valid_months or self.void_at)

    @property
    def _accepted(self) -> str:
        return either([giver.phrase for giver in self.accepted]) or "somebody endorsed or vetted"

    def _is_accepted(self, referee: Referee) -> bool:
        """Whether they were one of those when they answered."""
        assert referee.received_on
        return any(
            giver.accepts(standing) and giver.holds_on(referee.received_on, standing)
            for giver in self.accepted
            for standing in referee.standings
        )

    def _counting(self, evidence: Evidence, today: date) -> list[Referee]:
        """Those whose references were received and are not void."""
        return [one for one in evidence.referees if one.received_on and not self._void(one, today)]

    def _void(self, referee: Referee, today: date) -> str:
        """Why a reference that was received does not count; empty if it does, or is still to come."""
        if referee.received_on is None:
            return ""
        if self.void_at and referee.unknown >= self.void_at:
            return f"the referee does not know enough to answer {referee.unknown} questions"
        if self.valid_months and months_after(referee.received_on, self.valid_months) < today:
            return f"received more than {span(self.valid_months)} ago"
        return ""

    def _voided(self, evidence: Evidence, today: date) -> list[str]:
        reasons = sorted(why for one in evidence.referees if (why := self._void(one, today)))
        return [f"Not counted: {counted(1, 'reference')}, {why}." for why in reasons]

    def _lacking(self, referees: Sequence[Referee]) -> list[str]:
        """The roles that nobody is left for, if each referee is taken for one reference."""
        if not self.slots:
            return []
        takers = sorted(
            sum(1 << n for n, slot in enumerate(self.slots) if slot.takes(one)) for one in referees
        )
        one = Decimal(1)
        shares = shared_out([one] * len(self.slots), [(slots, one) for slots in takers])
        filled = {slot for share in shares for slot, hours in share.items() if hours}
        missing = [slot.phrase for number, slot in enumerate(self.slots) if number not in filled]
        return [f"Still needed: {both(missing)}."] if missing else []

    def _rules(self) -> Iterator[str]:
        if self.slots:
            yield f"among them {both([slot.phrase for slot in self.slots])}"
        if self.endorsed:
            yield f"{self.endorsed} of them by {self._accepted}"
        if self.valid_months:
            yield f"received in {preceding(self.valid_months)} before the decision"
        if self.void_at == 1:
            yield "with no rating left open for lack of knowledge"
        elif self.void_at:
            yield f"with fewer than {counted(self.void_at, 'rating')} left open for lack of knowledge"
