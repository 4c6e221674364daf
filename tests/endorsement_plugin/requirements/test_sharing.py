"""Each hour counts once: what can be filled is what a transportation problem says."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement_plugin.requirements.sharing import Demands, Supply, shared_out

D = Decimal
demands = st.lists(st.integers(0, 5).map(Decimal), min_size=1, max_size=4)
supplies = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 4).map(Decimal)), max_size=6)


def lacking(wanted: list[Decimal], supplies: Iterable[Supply]) -> list[tuple[int, Decimal]]:
    """What these lack of what they ask for."""
    demands = Demands(wanted)
    held = demands.none_held()
    for parts, hours in supplies:
        held[parts] += hours
    return demands.lacking(held)


@pytest.mark.parametrize(
    ("wanted", "held", "short"),
    [
        ([15, 3], [(1, 15), (2, 3)], []),
        ([15, 3], [(3, 18)], []),
        ([15, 3], [(3, 17)], [(3, 17)]),
        ([15, 3], [(1, 14), (3, 3)], [(3, 17)]),
        ([15, 3], [(1, 14), (2, 9)], [(1, 14)]),
        ([5, 5, 5], [(3, 5), (6, 5), (5, 5)], []),
        ([5, 5, 5], [(3, 9), (6, 1), (4, 4)], [(7, 14)]),
        ([5, 5], [(3, 9), (0, 90)], [(3, 9)]),
    ],
)
def test_parts_that_ask_for_more_than_there_is(wanted, held, short) -> None:
    found = lacking([D(one) for one in wanted], [(parts, D(hours)) for parts, hours in held])
    assert found == [(parts, D(hours)) for parts, hours in short]


@given(demands, supplies)
@settings(deadline=None)
def test_the_condition_on_sets_and_a_flow_agree(wanted: list[Decimal], held: list[Supply]) -> None:
    known = [(parts & (1 << len(wanted)) - 1, hours) for parts, hours in held]
    shares = shared_out(wanted, known)
    filled = [sum((share.get(part, D(0)) for share in shares), D(0)) for part in range(len(wanted))]
    assert (lacking(wanted, known) == []) is (filled == wanted)
    for (parts, hours), share in zip(known, shares, strict=True):
        assert sum(share.values()) <= hours
        assert all(parts >> part & 1 for part, given_to in share.items() if given_to)
        assert all(given_to >= 0 for given_to in share.values())


@given(st.lists(st.integers(0, 3), min_size=1, max_size=3), st.lists(st.integers(0, 7), max_size=5))
@settings(deadline=None)
def test_it_is_what_trying_everything_finds(wanted: list[int], hours: list[int]) -> None:
    """Entries of one hour each, and every way to give them to parts."""
    ways = product(*([None, *(part for part in range(len(wanted)) if parts >> part & 1)] for parts in hours))
    possible = any(all(way.count(part) >= need for part, need in enumerate(wanted)) for way in ways)
    held = [(parts & (1 << len(wanted)) - 1, D(1)) for parts in hours]
    assert (not lacking([D(need) for need in wanted], held)) is possible
