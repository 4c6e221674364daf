"""The flow against HiGHS, which knows nothing of networks: the same optimum, on nasty instances too."""

import numpy as np
import pytest
from ortools.math_opt.python import mathopt

from review_queue.rules.instance import Instance, instance
from review_queue.rules.network import build, pair_prices, solve
from review_queue.rules.prices import load

from .people import candidate, demand

RANDOM = 150
NASTY = 50
BONUS = 10_000_000
"""More than any plan costs: HiGHS, too, fills as many slots as possible before it saves."""


def random_instance(chance: np.random.Generator) -> Instance:
    people = [
        candidate(
            number, capacity=int(chance.integers(1, 5)), held=int(chance.integers(0, 2)),
            done=int(chance.integers(0, 6)), tags=frozenset(chance.choice(list("ABC"), size=2)),
            agency=chance.choice(["", "", "x", "y"]), novice=bool(chance.random() < 0.2),
            may_adjudicate=bool(chance.random() < 0.3),
        )
        for number in range(int(chance.integers(1, 10)))
    ]  # fmt: skip
    exams = [
        demand(
            f"i{number}", requires=frozenset(chance.choice(list("ABC"), size=int(chance.integers(0, 2)))),
            barred=frozenset((100 + chance.integers(0, 10, size=2)).tolist()),
            slots=(1, 2) if chance.random() < 0.8 else (2,), adjudication=bool(chance.random() < 0.1),
        )
        for number in range(int(chance.integers(1, 14)))
    ]  # fmt: skip
    return instance(exams, people, seed=int(chance.integers(2**60)))


def nasty_instance(chance: np.random.Generator) -> Instance:
    """The few who can do what is rare could also do everything else, and there is room for exactly that."""
    rare = int(chance.integers(1, 5))
    common = int(chance.integers(1, 8))
    jacks = [candidate(number, tags=frozenset("AB"), capacity=rare, done=0) for number in range(2)]
    others = [
        candidate(2 + number, tags=frozenset("A"), capacity=common, done=9, agency="x" if number < 2 else "")
        for number in range(3)
    ]
    exams = [demand(f"rare{n}", requires=frozenset("B")) for n in range(rare)]
    exams += [demand(f"common{n}", requires=frozenset("A")) for n in range(common)]
    chance.shuffle(exams)  # type: ignore[arg-type]
    return instance(exams, [*others, *jacks], seed=int(chance.integers(2**60)))


def by_highs(given: Instance) -> tuple[int, int]:
    """The number of filled slots and their price, from an integer program over the same rules."""
    model = mathopt.Model()
    rows, columns = np.divmod(np.arange(len(given.demands) * given.columns), given.columns)
    allowed = given.allows(rows, columns)
    prices = pair_prices(given, rows, columns)
    takes = {
        (row, column): (model.add_binary_variable(), int(price))
        for row, column, price in zip(
            rows[allowed].tolist(), columns[allowed].tolist(), prices[allowed].tolist(), strict=True
        )
    }
    cost = [(price - BONUS) * taken for taken, price in takes.values()]
    for row, wanted in enumerate(given.wanted.tolist()):
        team = {column: taken for (of, column), (taken, _) in takes.items() if of == row}
        model.add_linear_constraint(mathopt.fast_sum(team.values()) <= wanted)
        groups = [
            given.novice,
            *((given.agency == number) & ~given.novice for number in set(given.agency.tolist()) - {0}),
        ]
        for group in groups:
            members = [one for column, one in team.items() if group[column]]
            model.add_linear_constraint(mathopt.fast_sum(members) <= 1)
    for column in range(given.columns):
        nth = [model.add_binary_variable() for _ in range(int(given.room[column]))]
        cost += [int(load(given.done[column] + place)) * one for place, one in enumerate(nth)]
        work = mathopt.fast_sum([taken for (_, by), (taken, _) in takes.items() if by == column])
        model.add_linear_constraint(work <= mathopt.fast_sum(nth))
    for column in np.flatnonzero(given.keeping).tolist():
        general = [
            taken
            for (row, by), (taken, _) in takes.items()
            if by == column and given.general[given.kind[row], column]
        ]
        beyond = model.add_variable(lb=0)
        model.add_linear_constraint(mathopt.fast_sum(general) <= int(given.spare[column]) + beyond)
        cost.append(int(given.keeping[column]) * beyond)
    model.minimize(mathopt.fast_sum(cost))
    answer = mathopt.solve(model, mathopt.SolverType.HIGHS)
    assert answer.termination.reason == mathopt.TerminationReason.OPTIMAL
    filled = sum(round(answer.variable_values(taken)) for taken, _ in takes.values())
    return filled, round(answer.objective_value()) + BONUS * filled


@pytest.mark.parametrize(
    ("make", "times"), [(random_instance, RANDOM), (nasty_instance, NASTY)], ids=["random", "nasty"]
)
def test_the_flow_finds_the_optimum(make, times):
    chance = np.random.default_rng(11)
    open_ones = 0
    for _ in range(times):
        given = make(chance)
        network = build(given)
        used, cost = solve(network) if len(network.rows) else (np.zeros(0), 0)
        assert (len(used), cost) == by_highs(given)
        open_ones += len(used) < given.wanted.sum()
    assert 0 < open_ones < times or make is nasty_instance
