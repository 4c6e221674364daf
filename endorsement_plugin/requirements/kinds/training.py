from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.explaining import left_out
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.matching import hours_in
from endorsement_plugin.requirements.wording import both, counted, isolated, number, without

from .base import Area, Clause


@dataclass(frozen=True)
class Quota:
    """Hours that must be in one area, inside a total."""

    area: str
    label: str
    hours: Decimal


@dataclass(frozen=True)
class Training(Clause):
    """Hours of training in all, some of them in named areas."""

    kind = "training"
    fed_by = "evidence:training"
    offers_last = True
    hours: Decimal = Decimal(0)
    topic: str = ""
    quotas: tuple[Quota, ...] = ()

    @property
    def phrase(self) -> str:
        topic = f" in {without(self.topic, 'in')}" if self.topic else ""
        words = f"at least {counted(self.hours, 'hour')} of specialized training{topic}"
        parts = [f"{number(quota.hours)} in {isolated(quota.label)}" for quota in self.quotas]
        return f"{words}, of which {both(parts)}" if parts else words

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        trainings = self.entries(evidence)
        done = [entry for entry in trainings if counting.is_past(entry, today)]
        total, short = counting.hours(done), self._short(done)
        detail = " ".join(short + left_out(trainings, today))
        met = total >= self.hours and not short
        return (self.meter(total, self.hours, "hours", met=met, detail=detail),)

    def offers(self, what: str) -> Sequence[Area]:
        return [Area(quota.area, quota.label) for quota in self.quotas] if what == "areas" else []

    def _short(self, done: Sequence[Entry]) -> list[str]:
        """The parts of the total that are still short."""
        held = [(quota, hours_in(done, quota.area, quota.label)) for quota in self.quotas]
        return [
            f"{number(have)} of {counted(quota.hours, 'hour')} in {quota.label}."
            for quota, have in held
            if have < quota.hours
        ]
