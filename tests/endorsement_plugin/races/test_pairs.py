"""Two people at one application at the same moment: each pair of what they can press, where both can be.

Who comes first is done, the other is done or refused in words; the database never has to end one of them.
"""

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, product

import pytest
from django.db import connection

from tests.endorsement_plugin.races.inside import CLOCK, COORDINATOR
from tests.endorsement_plugin.races.interleaving import Pair, is_fault
from tests.endorsement_plugin.races.invariants import breaches
from tests.endorsement_plugin.races.outside import APPLICANT, REFEREE
from tests.endorsement_plugin.races.presses import Press
from tests.endorsement_plugin.races.situations import STATES, World, make_case, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

EVERYBODY = {"referee": REFEREE, "applicant": APPLICANT, "coordinator": COORDINATOR, "clock": CLOCK}
Presses = tuple[Press, Press]


def pairs(one: str, other: str) -> list[Presses]:
    """Of two people, or of one with two windows."""
    if one == other:
        return [*combinations(EVERYBODY[one], 2), *((press, press) for press in EVERYBODY[one])]
    return [*product(EVERYBODY[one], EVERYBODY[other])]


def situations(pair: Presses) -> list[str]:
    return [name for name in STATES if all(press.may_be_pressed(name) for press in pair)]


class Table:
    """Runs pairs, each at an application of its own, and keeps what went wrong."""

    def __init__(self) -> None:
        self._world: World = make_world()
        self._threads, self.number = Pair(), 0
        self.faults: list[str] = []

    def run(self, situation: str, first: Press, second: Press) -> None:
        self.number += 1
        case = make_case(self._world, situation, self.number)
        past, began = case.application.events.count(), case.application.state
        done, other = self._threads.run(lambda: first.act(case), lambda: second.act(case))
        ends = ((first, done), (second, other))
        wrong = [f"{press.name} fails with {result!r}" for press, result in ends if is_fault(result)]
        if first.settles and isinstance(done, Exception) and not wrong:
            wrong = [f"{first.name} came first and was refused: {done}"]
        wrong += breaches(case.application, began, past)
        self.faults += [f"{situation}: {first.name}, then {second.name}: {fault}" for fault in wrong]

    def close(self) -> None:
        self._threads.close()


@pytest.fixture
def table(transactional_db: None, private_folder: object) -> Iterator[Table]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    made = Table()
    yield made
    made.close()


def both_orders(pair: Presses) -> tuple[Presses, Presses]:
    return pair, (pair[1], pair[0])


def test_two_people_at_once(table: Table):
    """Each pair once, either first by turns: a circle of locks shows whoever comes first."""
    every = [pair for one, other in combinations(EVERYBODY, 2) for pair in pairs(one, other)]
    for number, pair in enumerate(every):
        for situation in situations(pair)[:1]:
            table.run(situation, *both_orders(pair)[number % 2])
    assert table.number > 300
    assert table.faults == []


@pytest.mark.soak
@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(EVERYBODY, 2)))
def test_two_people_or_two_windows_at_once(table: Table, one: str, other: str):
    """Each pair in every situation and in both orders, also of one person with two windows."""
    for pair in pairs(one, other):
        for situation in situations(pair):
            for first, second in both_orders(pair):
                table.run(situation, first, second)
    assert table.number > 20
    assert table.faults == []
