"""Hours that may count in several parts of a total, each hour in one part: a transportation problem.

A part is a position in `demands`; the parts that may take an hour are the bits of a number. A requirement has
few parts, so every set of them is looked at: 8 parts have 255.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

MOST_PARTS = 8
NONE = Decimal(0)

Supply = tuple[int, Decimal]
"""The parts that may take some hours, and how many hours."""


class Demands:
    """The hours that parts ask for."""

    def __init__(self, demands: Sequence[Decimal]) -> None:
        self.each, self.number = demands, len(demands)
        each = self.none_held()
        for part, demand in enumerate(demands):
            each[1 << part] = demand
        asked = _subset_sums(each, self.number)
        everything = (1 << self.number) - 1
        # Every set of parts, the smallest first, with all others and what it asks for.
        self.sets = [(parts, everything & ~parts, asked[parts]) for parts in _smallest_first(self.number)]

    def none_held(self) -> list[Decimal]:
        """No hours, for each set of parts."""
        return [NONE] * (1 << self.number)

    def lacking(self, held: Sequence[Decimal]) -> list[tuple[int, Decimal]]:
        """The smallest sets of parts that ask for more hours than they may take together, with those hours.

        `held` are the hours by the set of parts that may take them, as `none_held` begins them.

        Empty exactly when each part can be filled, each hour counting once: D. Gale, A theorem on flows in
        networks, Pacific Journal of Mathematics 7 (1957), for bipartite graphs Hall's theorem.
        """
        inside = _subset_sums(held, self.number)
        in_all = inside[-1]
        short = [
            (parts, in_all - inside[others])
            for parts, others, asked in self.sets
            if in_all - inside[others] < asked
        ]
        return _smallest(short) if len(short) > 1 else short


def _smallest(short: Sequence[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    """Those that hold none of those before them."""
    found: list[tuple[int, Decimal]] = []
    for parts, hours in short:
        if not any(parts & smaller == smaller for smaller, _ in found):
            found.append((parts, hours))
    return found


def shared_out(demands: Sequence[Decimal], supplies: Sequence[Supply]) -> list[dict[int, Decimal]]:
    """For each supply how many of its hours go into which part, so that as much as possible is filled."""
    flow = _Flow(supplies)
    for part, demand in enumerate(demands):
        flow.fill(part, demand)
    return flow.given


@cache
def _smallest_first(parts: int) -> list[int]:
    """Every set of so many parts but the empty one."""
    return sorted(range(1, 1 << parts), key=lambda one: (one.bit_count(), one))


def positions(parts: int) -> Iterator[int]:
    """The parts of a set: 6 are the parts 1 and 2."""
    return (part for part in range(parts.bit_length()) if parts >> part & 1)


def _subset_sums(held: Sequence[Decimal], parts: int) -> list[Decimal]:
    """By a set of parts: the hours that no part outside of it may take."""
    sums = [*held]
    for one, without in _one_less(parts):
        sums[one] += sums[without]
    return sums


@cache
def _one_less(parts: int) -> list[tuple[int, int]]:
    """Every set of so many parts with the same set without its first part, then its second one, and so on."""
    bits = [1 << part for part in range(parts)]
    return [(one, one ^ bit) for bit in bits for one in range(1 << parts) if one & bit]


class _Flow:
    """Who gives how much to what, filled up along paths on which earlier parts are given other hours."""

    def __init__(self, supplies: Sequence[Supply]) -> None:
        self.supplies = supplies
        self.free = [hours for _, hours in supplies]
        self.given: list[dict[int, Decimal]] = [{} for _ in supplies]

    def fill(self, part: int, demand: Decimal) -> None:
        """Give the part what it asks for, as far as that goes without taking from another."""
        while demand > 0 and (path := self._path_to(part)):
            demand -= self._move(part, path, demand)

    def _path_to(self, part: int) -> list[tuple[int, int | None]]:
        """Supplies in turn, each with the part that it is taken from; the last one has free hours."""
        waiting: list[tuple[int, list[tuple[int, int | None]]]] = [(part, [])]
        seen = {part}
        for wanting, path in waiting:
            for number, (parts, _) in enumerate(self.supplies):
                if not parts >> wanting & 1:
                    continue
                if self.free[number] > 0:
                    return [*path, (number, None)]
                for other in [one for one, hours in self.given[number].items() if hours > 0]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append((other, [*path, (number, other)]))
        return []

    def _move(self, part: int, path: list[tuple[int, int | None]], most: Decimal) -> Decimal:
        amount = min(
            [most, *(self.free[one] if taken is None else self.given[one][taken] for one, taken in path)]
        )
        wanting = part
        for number, taken in path:
            given = self.given[number]
            given[wanting] = given.get(wanting, Decimal(0)) + amount
            if taken is None:
                self.free[number] -= amount
            else:
                given[taken] -= amount
                wanting = taken
        return amount
