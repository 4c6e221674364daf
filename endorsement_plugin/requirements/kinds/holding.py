from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.requirements.evidence import Area, Evidence
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import both, either, isolated, span, spelled

from .base import Clause


@dataclass(frozen=True)
class Holding(Clause):
    """An endorsement of this association that is held and active on the day: one of several, or all of them.

    The registry says so; no form asks for it. An add-on asks for the credential that it is added to. With
    `months` each counts from so many months after it was granted.
    """

    kind = "holding"
    wording = frozenset({"label"})
    credentials: tuple[Area, ...] = ()
    every: bool = False
    months: int = field(default=0, metadata=LATER)
    addon: bool = field(default=False, metadata=LATER)
    """Whether what is applied for is added to these, and shown beside them."""

    @property
    def phrase(self) -> str:
        names = [isolated(one.label or one.value) for one in self.credentials]
        held = f", held for at least {span(self.months)}" if self.months else ""
        added = ", to which this one is added" if self.addon else ""
        return f"an active endorsement as {both(names) if self.every else either(names)}{held}{added}"

    @property
    def categories(self) -> Sequence[str]:
        return [one.value for one in self.credentials]

    @property
    def adds_to(self) -> Sequence[Area]:
        return self.credentials if self.addon else ()

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held: dict[str, date] = {}
        for one in evidence.holdings:
            begun = one.since or date.min
            if begun <= today <= (one.until or today):
                code, counts = spelled(one.category), months_after(begun, self.months)
                held[code] = min(counts, held.get(code, counts))
        counting = [name for name in self._names if held.get(spelled(name), date.max) <= today]
        met = len(counting) == len(self.credentials) if self.every else bool(counting)
        detail = "" if met else " ".join(self._short(held, today))
        return (self.plain(met, detail),)

    @property
    def _names(self) -> list[str]:
        return [one.value for one in self.credentials]

    def _short(self, held: dict[str, date], today: date) -> Iterator[str]:
        """What is not held, and from when that counts which is."""
        missing = [name for name in self._names if spelled(name) not in held]
        if missing:
            yield f"The registry shows no active endorsement as {either(missing)}."
        for name in self._names:
            counts = held.get(spelled(name), today)
            if counts > today:
                yield f"{isolated(name)} counts from {day(counts)}."
