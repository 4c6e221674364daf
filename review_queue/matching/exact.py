"""The cheapest plan under every rule, where the flow alone pairs a novice with a colleague of one agency.

An item's group nodes let one novice through, and one of each agency; that the two are not of one agency no
node can say. Such an instance is stated once more, with that rule, as an integer program: the optimum again,
on one thread and with a bound that counts branches and no seconds, so the same instance gives the same plan.

Beyond `LARGEST` pairs, or where the bound ends the search, the flow is solved again with the clashing items
closed to novices of the agency, or to its others, until none clash. That fills what can be filled nearly
always, and may cost more than the optimum.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .instance import Instance, Ints
from .network import pair_prices
from .prices import load

Flow = tuple[Ints, Ints, int]
"""Rows and columns of the pairs, ordered by row, and the cost."""
Solve = Callable[[Instance], Flow]

LARGEST = 20_000
ROUNDS = 20


def without_clashes(given: Instance, solve: Solve) -> Flow:
    """The flow of the instance under all rules."""
    first = _Step(given, solve(given))
    if not len(first.clashes):
        return first.flow
    rows, columns = _possible(given)
    best = _optimum(given, rows, columns, len(first.flow[0])) if len(rows) <= LARGEST else None
    return best or _closed(first, solve)


def clashing(given: Instance, rows: Ints, columns: Ints) -> Ints:
    """The first place of every pair that may not score together."""
    first = np.flatnonzero(rows[1:] == rows[:-1])
    clashes: Ints = first[given.clash(columns[first], columns[first + 1])]
    return clashes


def _possible(given: Instance) -> tuple[Ints, Ints]:
    """Every pair that is allowed, of items that want somebody and reviewers with room."""
    rows, columns = np.divmod(np.arange(len(given.demands) * given.columns), given.columns)
    able = given.allows(rows, columns) & (given.wanted[rows] > 0) & (given.room[columns] > 0)
    return rows[able], columns[able]


def _optimum(given: Instance, rows: Ints, columns: Ints, most: int) -> Flow | None:
    """As many as possible, and not more than `most`, then cheapest; None if the bound ended the search."""
    # Loading it would take a third of the start of every process, and few plans need it.
    from .program import Bounded, Program

    try:
        for filled in range(most, -1, -1):
            taken = Program(given, rows, columns, filled).solve()
            if taken is not None:
                return rows[taken], columns[taken], cost_of(given, rows[taken], columns[taken])
    except Bounded:
        return None
    return None


def cost_of(given: Instance, rows: Ints, columns: Ints) -> int:
    """What these pairs cost, in the prices of the flow."""
    taken = np.bincount(columns, minlength=given.columns)
    nth = np.arange(taken.sum()) - np.repeat(np.cumsum(taken) - taken, taken)
    loads = load(np.repeat(given.done, taken) + nth)
    general = np.bincount(columns[given.general[given.kind[rows], columns]], minlength=given.columns)
    kept = given.keeping * np.maximum(0, general - given.spare)
    return int(pair_prices(given, rows, columns).sum() + loads.sum() + kept.sum())


@dataclass(frozen=True)
class _Step:
    """An instance with some items closed to some reviewers, and its flow."""

    given: Instance
    flow: Flow
    clashes: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "clashes", clashing(self.given, *self.flow[:2]))

    @property
    def rank(self) -> tuple[int, int]:
        """Less is better: what fills most, then what costs least."""
        return -len(self.flow[0]), self.flow[2]

    def closed(self, solve: Solve, *, novices: bool) -> "_Step":
        """Solved again, with the clashing items closed to the agency's novices, or to its others."""
        given, (rows, columns, _) = self.given, self.flow
        agencies = given.agency[columns[self.clashes]].tolist()
        shut = [
            row * given.columns + np.flatnonzero((given.agency == agency) & (given.novice == novices))
            for row, agency in zip(rows[self.clashes].tolist(), agencies, strict=True)
        ]
        narrower = replace(given, barred=np.union1d(given.barred, np.concatenate(shut)))
        return _Step(narrower, solve(narrower))


def _closed(step: _Step, solve: Solve) -> Flow:
    """In each round the better of the two ways; one of a pair that clashes even then is left out."""
    for _ in range(ROUNDS):
        if not len(step.clashes):
            return step.flow
        ways = [step.closed(solve, novices=novices) for novices in (True, False)]
        step = min(ways, key=lambda way: way.rank)
    rows, columns, cost = step.flow
    keep = np.ones(len(rows), dtype=np.bool_)
    keep[step.clashes] = False
    return rows[keep], columns[keep], cost
