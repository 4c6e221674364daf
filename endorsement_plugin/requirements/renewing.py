"""What a requirement says for the renewal of an endorsement alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .evidence import Evidence
from .stored import LATER
from .wording import both, counted, isolated

GIVES_SUPERVISION = "gives_supervision"
"""The question whose "no" spares somebody what is asked of those who give reflective supervision."""

IF_GIVING = "you give reflective supervision"
"""The rest of "if …" of that question."""


@dataclass(frozen=True)
class ForSome:
    """Whom of those who renew it binds.

    With `held_from` whoever had held the endorsement for so many whole years when the period began, with
    `held_below` whoever had held it for fewer; with a `question` whoever has not answered it with no, and
    `condition` is the rest of "if …".
    """

    held_from: int = field(default=0, metadata=LATER, kw_only=True)
    held_below: int = field(default=0, metadata=LATER, kw_only=True)
    condition: str = field(default="", metadata=LATER, kw_only=True)
    question: str = field(default="", metadata=LATER, kw_only=True)

    @property
    def only_for(self) -> list[str]:
        """The same as parts of its sentence; none where it binds everybody."""
        years = [f"at least {counted(self.held_from, 'year')}"] if self.held_from else []
        if self.held_below:
            years.append(f"less than {counted(self.held_below, 'year')}")
        held = [f"if you have held it for {both(years)} when the period begins"] if years else []
        return [*held, f"if {isolated(self.condition)}"] if self.condition else held

    @property
    def conditions(self) -> Mapping[str, str]:
        """The questions on which it depends, each with the rest of "if …"."""
        return {self.question: self.condition} if self.question else {}

    def is_for(self, evidence: Evidence) -> bool:
        """Whether it binds somebody who renews."""
        if evidence.held_years < self.held_from or 0 < self.held_below <= evidence.held_years:
            return False
        return not self.question or self.question not in evidence.denied
