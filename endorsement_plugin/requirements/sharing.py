"""Hours that may count in several parts of a total, each hour in one part: a transportation problem.

A part is a position in `demands`; the parts that may take an hour are the bits of a number. A requirement has
few parts, so every set of them is looked at: 8 parts have 255.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

MOST_PARTS = 8
NONE = Decimal(0)

Supply = tuple[int, Decimal]
"""The parts that may take some hours, and how many hours."""


def by_parts(supplies: Iterable[Supply]) -> Mapping[int, Decimal]:
    """The hours that the same parts may take, added up; those that none may take are left out."""
    held: dict[int, Decimal] = {}
    for parts, hours in supplies:
        if parts:
            held[parts] = held.get(parts, NONE) + hours
    return held


def lacking(demands: Sequence[Decimal], supplies: Mapping[int, Decimal]) -> list[tuple[int, Decimal]]:
    """The smallest sets of parts that ask for more hours than they may take together, with those hours.

    Empty exactly when each part can be filled, each hour counting once: D. Gale, A theorem on flows in
    networks, Pacific Journal of Mathematics 7 (1957), for bipartite graphs Hall's theorem.
    """
    everything = (1 << len(demands)) - 1
    inside = _subset_sums(supplies, len(demands))
    asked = _subset_sums({1 << part: demand for part, demand in enumerate(demands)}, len(demands))
    found: list[tuple[int, Decimal]] = []
    for parts in _smallest_first(len(demands)):
        open_to_them = inside[everything] - inside[everything & ~parts]
        if open_to_them < asked[parts] and not any(parts & smaller == smaller for smaller, _ in found):
            found.append((parts, open_to_them))
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


def _subset_sums(supplies: Mapping[int, Decimal], parts: int) -> list[Decimal]:
    """By a set of parts: the hours that no part outside of it may take."""
    sums = [supplies.get(one, NONE) for one in range(1 << parts)]
    for part in range(parts):
        bit = 1 << part
        for one in range(1 << parts):
            if one & bit:
                sums[one] += sums[one ^ bit]
    return sums


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
