"""The flow against HiGHS, which knows nothing of networks: the same optimum, on nasty instances too."""

from collections import Counter
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from ortools.math_opt.python import mathopt

from review_queue.matching import exact, program
from review_queue.matching.assignment import flow_of, plan
from review_queue.matching.exact import clashing, without_clashes
from review_queue.matching.instance import Instance, instance
from review_queue.matching.network import build, pair_prices, solve
from review_queue.matching.prices import load
from tests.review_queue.matching.people import candidate, demand

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


def by_highs(given: Instance, *, kept_apart: bool = False) -> tuple[int, int]:
    """The number of filled slots and their price, from an integer program over the same rules.

    `kept_apart` keeps a novice from colleagues of one agency too, which the flow alone cannot.
    """
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
            *(
                (given.agency == number) & (kept_apart | ~given.novice)
                for number in set(given.agency.tolist()) - {0}
            ),
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
    to_the_last = mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.5)
    answer = mathopt.solve(model, mathopt.SolverType.HIGHS, params=to_the_last)
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


FAMILIES: dict[str, Any] = {
    "scarce tags": {"novices": 0, "agencies": 0, "scarce": 0.4},
    "agencies": {"novices": 0, "agencies": 4, "scarce": 0.1},
    "novices": {"novices": 0.4, "agencies": 0, "scarce": 0.1},
    "few novices in agencies": {"novices": 0.2, "agencies": 4, "scarce": 0.1},
    "novices in agencies": {"novices": 0.4, "agencies": 4, "scarce": 0.1},
    "many novices in agencies": {"novices": 0.6, "agencies": 4, "scarce": 0.1},
    "novices, agencies and scarce tags": {"novices": 0.4, "agencies": 3, "scarce": 0.4},
}
EACH = 30


def of_family(
    chance: np.random.Generator,
    *,
    novices: float,
    agencies: int,
    scarce: float,
    items: int = 24,
    people: int = 12,
) -> Instance:
    """All with bars: two reviewers may not see each item."""
    reviewers = [
        candidate(
            number, capacity=int(chance.integers(3, 6)), done=int(chance.integers(0, 3)),
            tags=frozenset("A" if chance.random() < 0.3 else ""),
            agency=f"agency {chance.integers(agencies)}" if agencies else "",
            novice=bool(chance.random() < novices), may_adjudicate=bool(chance.random() < 0.3),
        )
        for number in range(people)
    ]  # fmt: skip
    exams = [
        demand(
            f"i{number}", requires=frozenset("A" if chance.random() < scarce else ""),
            barred=frozenset((100 + chance.integers(0, people, size=2)).tolist()),
        )
        for number in range(items)
    ]  # fmt: skip
    return instance(exams, reviewers, seed=int(chance.integers(2**60)))


@pytest.mark.parametrize("family", FAMILIES)
def test_plans_are_the_optimum_under_every_rule(family):
    chance = np.random.default_rng(7)
    for _ in range(EACH):
        given = of_family(chance, **FAMILIES[family])
        rows, columns, cost = without_clashes(given, flow_of)
        assert not len(clashing(given, rows, columns))
        assert given.allows(rows, columns).all()
        assert (len(rows), cost) == by_highs(given, kept_apart=True)


def by_trying_all(given: Instance) -> tuple[int, int]:
    """The same from every plan there is: no solver has a part in it. For a few items and people only."""
    places = np.arange(len(given.demands) * given.columns)
    rows, columns = np.divmod(places, given.columns)
    allowed = given.allows(rows, columns).reshape(len(given.demands), given.columns)
    prices = pair_prices(given, rows, columns).reshape(allowed.shape)
    teams = [
        [
            team
            for size in range(int(wanted) + 1)
            for team in combinations(np.flatnonzero(allowed[row]).tolist(), size)
            if sum(bool(given.novice[one]) for one in team) <= 1
            and not any(
                given.agency[one] and given.agency[one] == given.agency[two]
                for one, two in combinations(team, 2)
            )
        ]
        for row, wanted in enumerate(given.wanted.tolist())
    ]
    best = (0, 0)
    for chosen in product(*teams):
        work = Counter(one for team in chosen for one in team)
        if any(count > given.room[column] for column, count in work.items()):
            continue
        cost = sum(int(prices[row, one]) for row, team in enumerate(chosen) for one in team)
        for column, count in work.items():
            cost += sum(int(load(given.done[column] + nth)) for nth in range(count))
            general = sum(
                bool(given.general[given.kind[row], column])
                for row, team in enumerate(chosen)
                if column in team
            )
            cost += int(given.keeping[column]) * max(0, general - int(given.spare[column]))
        best = min(best, (-work.total(), cost))
    return -best[0], best[1]


@pytest.mark.parametrize("novices", [0.3, 0.6])
def test_no_plan_at_all_is_better(novices):
    chance = np.random.default_rng(23)
    met_clashes = 0
    for _ in range(EACH):
        given = of_family(chance, novices=novices, agencies=2, scarce=0.3, items=3, people=5)
        rows, _, cost = without_clashes(given, flow_of)
        assert (len(rows), cost) == by_trying_all(given) == by_highs(given, kept_apart=True)
        met_clashes += bool(len(clashing(given, *flow_of(given)[:2])))
    assert met_clashes


def test_the_same_instance_gives_the_same_plan():
    given = of_family(np.random.default_rng(7), novices=0.4, agencies=4, scarce=0.1)
    first, second = (without_clashes(given, flow_of) for _ in range(2))
    assert [part.tolist() for part in first[:2]] == [part.tolist() for part in second[:2]]


@pytest.mark.parametrize(
    ("module", "bound", "value"),
    [(exact, "LARGEST", 0), (program, "EXACT", mathopt.SolveParameters(node_limit=0))],
)
def test_beyond_the_bound_as_much_is_filled_and_nobody_clashes(monkeypatch, module, bound, value):
    monkeypatch.setattr(module, bound, value)
    chance = np.random.default_rng(7)
    short = 0
    for _ in range(EACH):
        given = of_family(chance, novices=0.4, agencies=4, scarce=0.1)
        rows, columns, _ = without_clashes(given, flow_of)
        assert not len(clashing(given, rows, columns))
        filled, _ = by_highs(given, kept_apart=True)
        short += filled - len(rows)
    assert short <= EACH // 10


def test_a_novice_beside_a_colleague_is_no_shortage():
    """Two agencies, a novice in each: both answers are filled, and the chief reads of nothing that lacks."""
    people = [
        candidate(number, capacity=1, agency=agency, novice=novice)
        for number, (agency, novice) in enumerate([("x", True), ("y", True), ("x", False), ("y", False)])
    ]
    made = plan([demand("one"), demand("two")], people, seed=1)
    assert made.unfilled == ()
    assert len(made.pairs) == 4
    assert not [one for one in made.shortages if "eligible" in one.sentence]
