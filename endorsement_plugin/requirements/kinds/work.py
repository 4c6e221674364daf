from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.degrees import any_one_of, first_degree
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import counted, number, without

from .base import Clause


@dataclass(frozen=True)
class Work(Clause):
    """Years of work; with `after`, only what was done since the earliest of those degrees."""

    kind = "work"
    fed_by = "evidence:work"
    wording = Clause.wording | {"field"}
    years: Decimal = Decimal(0)
    field: str = ""
    after: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        since = f" after {self._degrees}" if self._degrees else ""
        field = f" in the {without(self.field, 'in', 'the')}" if self.field else ""
        return f"{number(self.years)} or more years of work experience{since}{field}"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        jobs = self.entries(evidence)
        since = first_degree(evidence, self.after, today)
        days = 0 if self.after and since is None else counting.days_worked(jobs, today, since)
        met = days >= self.years * counting.DAYS_IN_A_YEAR
        detail = self._explained(jobs, since)
        return (self.meter(counting.years(days), self.years, "years", met=met, detail=detail, places=1),)

    @property
    def _degrees(self) -> str:
        return any_one_of(self.after)

    def _explained(self, jobs: Sequence[Entry], since: date | None) -> str:
        """Since when work counts, and which jobs have no first day."""
        notes = []
        if self.after:
            start = f"Counted from {day(since)}, the date of the degree."
            notes.append(start if since else f"Enter the date of {self._degrees} first.")
        dateless = sum(1 for job in jobs if job.started_on is None)
        if dateless:
            notes.append(f"Not counted: {counted(dateless, 'position')} without a first day.")
        return " ".join(notes)
