"""Repeated pairs in a small plan: each item's reviewers are drawn anew, with the price of repetition counted.

A plan for one item has no other to exchange a reviewer with. There the result is the cheapest of all, and of
several items each step makes the plan cheaper, or is not taken.
"""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from .instance import Instance, Ints
from .network import pair_prices
from .prices import load

Pair = tuple[int, int]
Prices = NDArray[np.float64]

SMALL = 100
"""Items; a larger plan has exchanges enough."""
LOOKED_AT = 40
SWEEPS = 3


def rematch(given: Instance, rows: Ints, columns: Ints, *, price: int, worked: Counter[Pair]) -> Ints:
    """The columns again, for the same rows. `rows` are ordered; `worked` says how often two columns have
    scored together before."""
    if not price or not len(rows) or len(given.demands) > SMALL:
        return columns
    plan = _Plan(given, rows, columns.copy(), price, worked)
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    for _ in range(SWEEPS):
        if not sum(plan.improve(start) for start in starts.tolist()):
            break
    return plan.columns


class _Plan:
    def __init__(self, given: Instance, rows: Ints, columns: Ints, price: int, worked: Counter[Pair]) -> None:
        self.columns = columns
        self._given, self._rows, self._price = given, rows, price
        self._pairs = Counter(worked)
        self._places = {one.id: column for column, one in enumerate(given.candidates)}
        for start in np.flatnonzero(rows[1:] == rows[:-1]).tolist():
            self._pairs[_ordered(*columns[start : start + 2].tolist())] += 1
        self._taken = np.bincount(columns, minlength=given.columns)
        self._general = np.bincount(columns[self._is_general(rows, columns)], minlength=given.columns)

    def improve(self, start: int) -> bool:
        """Give the item whose reviewers begin at `start` to whom it costs least; False if they have it."""
        row = int(self._rows[start])
        now = self.columns[start : np.searchsorted(self._rows, row, side="right")].tolist()
        self._count(row, now, -1)
        prices = self._prices(row)
        best = self._best(row, prices, now)
        better = self._cost(row, prices, best) < self._cost(row, prices, now)
        team = sorted(best) if better else now
        self.columns[start : start + len(team)] = team
        self._count(row, team, 1)
        return better

    def _best(self, row: int, prices: Prices, now: list[int]) -> list[int]:
        cheapest = np.argsort(prices, kind="stable")[:LOOKED_AT]
        able = np.union1d(cheapest[np.isfinite(prices[cheapest])], now)
        if len(now) == 1:
            return min(([one] for one in able.tolist()), key=lambda team: self._cost(row, prices, team))
        first, second = (able[side] for side in np.triu_indices(len(able), 1))
        fit = ~self._given.clash(first, second)
        sums = (prices[first] + prices[second])[fit].tolist()
        teams = list(zip(first[fit].tolist(), second[fit].tolist(), strict=True))
        costs = [paid + self._price * self._pairs[team] for paid, team in zip(sums, teams, strict=True)]
        return list(teams[costs.index(min(costs))])

    def _cost(self, row: int, prices: Prices, team: list[int]) -> float:
        """What this team costs, the repetition of its pairs included."""
        beside = [self._places[one] for one in self._given.demands[row].beside if one in self._places]
        pairs = [(team[0], other) for other in team[1:]] or [(team[0], other) for other in beside]
        return float(prices[team].sum()) + self._price * sum(self._pairs[_ordered(*pair)] for pair in pairs)

    def _prices(self, row: int) -> Prices:
        """What each reviewer's next item costs; infinite for those who cannot take this one."""
        given, everybody = self._given, np.arange(self._given.columns)
        rows = np.full(given.columns, row)
        beyond = self._is_general(rows, everybody) & (self._general >= given.spare)
        prices = load(given.done + self._taken) + pair_prices(given, rows, everybody) + beyond * given.keeping
        able = given.allows(rows, everybody) & (self._taken < given.room)
        return np.where(able, prices, np.inf)

    def _count(self, row: int, team: list[int], change: int) -> None:
        np.add.at(self._taken, team, change)
        rows, columns = np.full(len(team), row), np.array(team)
        np.add.at(self._general, columns[self._is_general(rows, columns)], change)
        if len(team) > 1:
            self._pairs[_ordered(*team)] += change

    def _is_general(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        general: NDArray[np.bool_] = self._given.general[self._given.kind[rows], columns]
        return general


def _ordered(first: int, second: int) -> Pair:
    return (first, second) if first < second else (second, first)
