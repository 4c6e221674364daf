from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from endorsement_plugin.requirements.evidence import Area, Evidence
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import both, either, isolated

from .base import LATER, Clause


@dataclass(frozen=True)
class Holding(Clause):
    """An endorsement of this association that is held and active on the day: one of several, or all of them.

    The registry says so; no form asks for it. An add-on asks for the credential that it is added to.
    """

    kind = "holding"
    wording = frozenset({"label"})
    credentials: tuple[Area, ...] = ()
    every: bool = False
    addon: bool = field(default=False, metadata=LATER)
    """Whether what is applied for is added to these, and shown beside them."""

    @property
    def phrase(self) -> str:
        names = [isolated(one.label or one.value) for one in self.credentials]
        added = ", to which this one is added" if self.addon else ""
        return f"an active endorsement as {both(names) if self.every else either(names)}{added}"

    @property
    def categories(self) -> Sequence[str]:
        return [one.value for one in self.credentials]

    @property
    def adds_to(self) -> Sequence[Area]:
        return self.credentials if self.addon else ()

    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        held = {
            standing.category.casefold()
            for standing in evidence.holdings
            if (standing.since or today) <= today <= (standing.until or today)
        }
        missing = [one.value for one in self.credentials if one.value.casefold() not in held]
        met = not missing if self.every else len(missing) < len(self.credentials)
        detail = "" if met else f"The registry shows no active endorsement as {either(missing)}."
        return (self.plain(met, detail),)
