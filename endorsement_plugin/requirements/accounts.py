"""What became of every entry: whether it counted, where, and if not why."""

from dataclasses import dataclass

from .wording import shortened

UNCLAIMED = "No requirement of this credential asks for it."


NOT_THIS = "It is not what is asked for here."
"""Of an entry, where a kind does not say more exactly why it counts for nothing."""


@dataclass(frozen=True)
class Use:
    """What became of one entry under one requirement: how much of it counted there, or why it does not."""

    clause_id: str
    sentence: str
    counted: bool
    words: str


@dataclass(frozen=True)
class Account:
    """What became of one entry, by its portfolio id; `uses` in the editor's order."""

    entry: str
    uses: tuple[Use, ...] = ()

    @property
    def counting(self) -> tuple[Use, ...]:
        """Where it counts."""
        return tuple(use for use in self.uses if use.counted)

    @property
    def counted(self) -> bool:
        """Whether it counts anywhere."""
        return bool(self.counting)

    @property
    def why_not(self) -> str:
        """Why it counts nowhere; empty if it counts. Several reasons each with what it is about."""
        if self.counted:
            return ""
        reasons = {use.words: use for use in self.uses}
        if len(reasons) < 2:
            return "".join(reasons) or UNCLAIMED
        return " ".join(f"“{shortened(use.sentence)}”: {words}" for words, use in reasons.items())
