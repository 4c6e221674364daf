"""A plan's instance as an integer program. Only `exact` imports this, late: the library is slow to load."""

import numpy as np
from ortools.math_opt.python import mathopt

from .instance import Instance, Ints
from .network import pair_prices
from .prices import load

EXACT = mathopt.SolveParameters(node_limit=2_000, relative_gap_tolerance=0.0, absolute_gap_tolerance=0.5)
"""Prices are whole numbers: half of one is none."""


class Bounded(Exception):
    """The bound of branches ended the search."""


class Program:
    """The instance as an integer program: the rules and prices of the flow, and the rule that it lacks."""

    def __init__(self, given: Instance, rows: Ints, columns: Ints, filled: int) -> None:
        """`filled` is how many places the solution must fill."""
        self._given, self._rows, self._columns = given, rows, columns
        self._model = mathopt.Model()
        self._takes = [self._model.add_binary_variable() for _ in rows]
        prices = pair_prices(given, rows, columns).tolist()
        self._cost = [price * taken for price, taken in zip(prices, self._takes, strict=True)]
        for row in np.unique(rows).tolist():
            self._item(row)
        for column in np.unique(columns).tolist():
            self._reviewer(column)
        self._model.add_linear_constraint(mathopt.fast_sum(self._takes) == filled)
        self._model.minimize(mathopt.fast_sum(self._cost))

    def solve(self) -> Ints | None:
        """The places of the pairs taken at the optimum; None if nothing keeps every rule.

        Raises `Bounded` where the bound ends the search.
        """
        answer = mathopt.solve(self._model, mathopt.SolverType.HIGHS, params=EXACT)
        reason = answer.termination.reason
        if reason == mathopt.TerminationReason.OPTIMAL:
            return np.flatnonzero(np.rint(answer.variable_values(self._takes)))
        if reason != mathopt.TerminationReason.INFEASIBLE:
            raise Bounded
        return None

    def _item(self, row: int) -> None:
        places = np.flatnonzero(self._rows == row)
        self._at_most(places, int(self._given.wanted[row]))
        for groups in self._given.apart[:, self._columns[places]]:
            for group in np.unique(groups[groups > 0]).tolist():
                self._at_most(places[groups == group], 1)

    def _at_most(self, places: Ints, most: int) -> None:
        if len(places) > most:
            self._model.add_linear_constraint(self._sum(places) <= most)

    def _reviewer(self, column: int) -> None:
        """The n-th item costs more than the one before; what few can do is kept room for, as in the flow."""
        given, places = self._given, np.flatnonzero(self._columns == column)
        nth = [self._model.add_variable(lb=0, ub=1) for _ in range(min(len(places), int(given.room[column])))]
        self._model.add_linear_constraint(self._sum(places) == mathopt.fast_sum(nth))
        prices = load(given.done[column] + np.arange(len(nth))).tolist()
        self._cost += [price * one for price, one in zip(prices, nth, strict=True)]
        general = places[given.general[given.kind[self._rows[places]], column]]
        if given.keeping[column] and len(general):
            beyond = self._model.add_variable(lb=0)
            self._model.add_linear_constraint(self._sum(general) <= int(given.spare[column]) + beyond)
            self._cost.append(int(given.keeping[column]) * beyond)

    def _sum(self, places: Ints) -> mathopt.LinearSum:
        return mathopt.fast_sum(self._takes[place] for place in places)
