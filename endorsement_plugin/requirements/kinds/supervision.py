from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements import counting
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.explaining import day, left_out, undated
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import counted, isolated, span

from .base import Clause


@dataclass(frozen=True)
class Supervision(Clause):
    """Hours of reflective supervision inside one period of `min_months` to `max_months`."""

    kind = "supervision"
    fed_by = "evidence:supervision"
    hours: Decimal = Decimal(0)
    min_months: int = 0
    max_months: int = 0
    context: str = ""

    @property
    def phrase(self) -> str:
        context = f", {isolated(self.context)}" if self.context else ""
        return f"{counted(self.hours, 'hour')} of reflective supervision{self._period()}{context}"

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        entries = self.entries(evidence)
        done = [entry for entry in entries if counting.is_past(entry, today)]
        least = counting.least_days(self.min_months)
        best = counting.best_window(done, today, months=self.max_months, enough=self.hours, least=least)
        notes = left_out(entries, today) + undated(entries)
        if best is None:
            return (self.meter(Decimal(0), self.hours, "hours", met=False, detail=" ".join(notes)),)
        detail = " ".join(self._counted_in(best, counting.hours(done), least) + notes)
        met = best.hours >= self.hours and best.days >= least
        return (self.meter(best.hours, self.hours, "hours", met=met, detail=detail),)

    def _counted_in(self, best: counting.Window, total: Decimal, least: int) -> list[str]:
        """Which period was counted, what lies outside it, and whether it is too short."""
        notes = [f"Counted from {day(best.start)} to {day(best.end)}."]
        if total > best.hours:
            notes.append(f"{counted(total - best.hours, 'hour')} outside this period do not count.")
        if best.days < least:
            notes.append(f"The hours must be spread over at least {span(self.min_months)}.")
        return notes

    def _period(self) -> str:
        shortest, longest = span(self.min_months), span(self.max_months)
        if self.min_months and self.max_months > self.min_months:
            same_unit = shortest.rstrip("s").endswith(longest.rstrip("s").rpartition(" ")[2])
            return f" within a period of {shortest.partition(' ')[0] if same_unit else shortest} to {longest}"
        if self.max_months:
            return f" within {longest}"
        return f" over at least {shortest}" if self.min_months else ""
