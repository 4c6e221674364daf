"""Two reviewers who always score together say little about either: exchange reviewers between items.

A flow cannot price pairs. So items whose pair is repeated exchange one reviewer with another item, where the
exchange costs less than it saves. Nobody's load changes, and no exchange makes the plan worse.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from .instance import Bools, Instance, Ints
from .network import pair_prices

Pair = tuple[int, int]
ROUNDS = 8


def spread_pairs(
    given: Instance, rows: Ints, columns: Ints, *, price: int, worked: Mapping[Pair, int], seed: int
) -> Ints:
    """The columns again, for the same rows, with fewer repeated pairs. `rows` are ordered.

    `worked` says how often two columns have scored together before.
    """
    starts = np.flatnonzero(rows[1:] == rows[:-1])
    if not price or len(starts) < 2:
        return columns
    teams = _Teams(given, rows[starts], columns[np.stack([starts, starts + 1], axis=1)], price, worked)
    chance = np.random.default_rng(seed)
    for _ in range(ROUNDS):
        if not teams.exchange(chance):
            break
    columns = columns.copy()
    columns[starts], columns[starts + 1] = teams.members[:, 0], teams.members[:, 1]
    return columns


class _Teams:
    """Items with both their reviewers, and how often each pair occurs."""

    def __init__(
        self, given: Instance, rows: Ints, members: Ints, price: int, worked: Mapping[Pair, int]
    ) -> None:
        self.members = members
        self._given, self._rows, self._price = given, rows, price
        self._before = self._keys(*np.array([*worked], dtype=np.int64).reshape(-1, 2).T)
        self._counts = Counter(self._keys(*members.T).tolist())
        self._counts.update(dict(zip(self._before.tolist(), worked.values(), strict=True)))
        self._kinds = given.kind[rows]
        self._by_kind = np.argsort(self._kinds, kind="stable")
        self._size = np.bincount(self._kinds)

    def exchange(self, chance: np.random.Generator) -> bool:
        """Let every item whose pair is repeated try one exchange; False if there is none."""
        first = self._repeated()
        second = self._partners(first, chance)
        side, other = chance.integers(2, size=(2, len(first)))
        leaves, stays = self.members[first, side], self.members[first, 1 - side]
        comes, there = self.members[second, other], self.members[second, 1 - other]
        allowed = (
            (first != second) & self._allowed(first, comes, stays) & self._allowed(second, leaves, there)
        )
        dearer = self._prices(first, comes, leaves) + self._prices(second, leaves, comes)
        old = self._keys(leaves, stays), self._keys(comes, there)
        new = self._keys(comes, stays), self._keys(leaves, there)
        proposals = (first, second, side, other, leaves, comes, *old, *new, dearer)
        touched: set[int] = set()
        taken = zip(*(one[allowed].tolist() for one in proposals), strict=True)
        for i, j, a, b, x, y, old_1, old_2, new_1, new_2, more in taken:
            if touched.isdisjoint((i, j)) and self._pays(old_1, old_2, new_1, new_2, more):
                self.members[i, a], self.members[j, b] = y, x
                touched |= {i, j}
        return len(first) > 0

    def _repeated(self) -> Ints:
        """Places of the pairs that have occurred already, before this plan or at an earlier place."""
        keys = np.concatenate([self._before, self._keys(*self.members.T)])
        again = np.ones(len(keys), dtype=np.bool_)
        again[np.unique(keys, return_index=True)[1]] = False
        repeated: Ints = np.flatnonzero(again[len(self._before) :])
        return repeated

    def _partners(self, places: Ints, chance: np.random.Generator) -> Ints:
        """For each place another of the same kind: an exchange between kinds is seldom allowed."""
        kinds = self._kinds[places]
        start = np.cumsum(self._size) - self._size
        drawn: Ints = self._by_kind[
            start[kinds] + (chance.random(len(places)) * self._size[kinds]).astype(np.int64)
        ]
        return drawn

    def _allowed(self, places: Ints, comes: Ints, stays: Ints) -> Bools:
        allowed: Bools = (
            (comes != stays)
            & self._given.allows(self._rows[places], comes)
            & ~self._given.clash(comes, stays)
        )
        return allowed

    def _prices(self, places: Ints, comes: Ints, leaves: Ints) -> Ints:
        rows = self._rows[places]
        dearer: Ints = pair_prices(self._given, rows, comes) - pair_prices(self._given, rows, leaves)
        return dearer

    def _pays(self, old: int, old_too: int, new: int, new_too: int, dearer: int) -> bool:
        """Count the new pairs instead of the old ones if that costs less; False leaves all as it was."""
        counts, price = self._counts, self._price
        if dearer >= price * (counts[old] + counts[old_too] - 2):
            return False  # not even if the new pairs were new to each other
        if dearer + price * (self._less(old, old_too) + self._more(new, new_too)) < 0:
            return True
        self._less(new, new_too)
        self._more(old, old_too)
        return False

    def _more(self, *pairs: int) -> int:
        """How many repetitions another item adds to each: a pair's n-th item repeats it n - 1 times."""
        added = 0
        for pair in pairs:
            added += self._counts[pair]
            self._counts[pair] += 1
        return added

    def _less(self, *pairs: int) -> int:
        """The same, the other way: never more than nothing."""
        added = 0
        for pair in pairs:
            self._counts[pair] -= 1
            added -= self._counts[pair]
        return added

    def _keys(self, one: Ints, other: Ints) -> Ints:
        """One number for two columns, whichever comes first."""
        keys: Ints = np.minimum(one, other) * self._given.columns + np.maximum(one, other)
        return keys
