"""What reviewers can do that not all can: tags they hold, and settling disputes.

Of the room of those who can do something rare, a part is kept for it. Other work may fill the rest for
nothing, and what is kept only at a price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .eligibility import Candidate
from .prices import SCARCITY, kept_share, rarity

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Abilities:
    """`holds[ability, reviewer]`: a row for each tag that anybody holds, the last for settling disputes."""

    rows: Mapping[str, int]
    holds: Bools
    rare: Floats
    kept: Floats

    def able(self, requires: frozenset[str], adjudication: bool) -> Bools:
        """Which reviewers can do all of this."""
        if not requires <= self.rows.keys():
            return np.zeros(self.holds.shape[1], dtype=np.bool_)
        able: Bools = np.logical_and.reduce(self.holds[self._used(requires, adjudication)], axis=0)
        return able

    def general(self, requires: frozenset[str], adjudication: bool) -> Bools:
        """For which reviewers this is other work than the rarest that they can do."""
        used = float(self.rare[self._used(requires, adjudication)].max(initial=0))
        general: Bools = np.greater(self._rarest(), used)
        return general

    def spare(self, candidates: Sequence[Candidate]) -> Ints:
        """How much other work each reviewer may take on before it fills room that is kept."""
        kept = (self.holds * np.where(self.rare > 0, self.kept, 0)[:, None]).max(axis=0)
        held = np.array([one.held for one in candidates], dtype=np.int64)
        free = np.floor((1 - kept) * _capacity(candidates)).astype(np.int64)
        spare: Ints = np.maximum(0, free - held)
        return spare

    def price(self) -> Ints:
        """What the room costs that a reviewer keeps."""
        price: Ints = (SCARCITY * self._rarest()).astype(np.int64)
        return price

    def _rarest(self) -> Floats:
        rarest: Floats = (self.holds * self.rare[:, None]).max(axis=0)
        return rarest

    def _used(self, requires: frozenset[str], adjudication: bool) -> list[int]:
        return [self.rows[tag] for tag in requires if tag in self.rows] + [len(self.rows)] * adjudication


def abilities(candidates: Sequence[Candidate], coming: Mapping[str, int]) -> Abilities:
    """The abilities of these reviewers. `coming` are slots by tag that will be open later."""
    tags = sorted({tag for one in candidates for tag in one.tags})
    rows = {tag: row for row, tag in enumerate(tags)}
    holds = np.zeros((len(tags) + 1, len(candidates)), dtype=np.bool_)
    for column, one in enumerate(candidates):
        holds[[rows[tag] for tag in one.tags], column] = True
        holds[-1, column] = one.may_adjudicate
    wanted = np.array([*(coming.get(tag, 0) for tag in tags), 0], dtype=np.int64)
    return Abilities(rows, holds, rarity(holds), kept_share(holds, _capacity(candidates), wanted))


def _capacity(candidates: Sequence[Candidate]) -> Ints:
    return np.array([one.capacity for one in candidates], dtype=np.int64)
