"""The min-cost flow that fills slots: source, items, reviewers, sink.

A reviewer's arcs to the sink get dearer one by one, so that work is spread evenly. A group node, between an
item and its novices or its reviewers of one agency, has a capacity of one. Somebody who can do something rare
has a general node before their own, which all other work flows through: some for nothing, more at a price.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .instance import Bools, Instance, Ints
from .prices import chance, load

Nodes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs with capacity and price. Of these, the first `len(rows)` lead from an item to a reviewer."""

    tails: Nodes
    heads: Nodes
    capacities: Ints
    prices: Ints
    rows: Ints
    columns: Ints
    sink: int
    supply: int


@dataclass(frozen=True, slots=True)
class _Block:
    """All pairs of one kind, with the group nodes that they flow through, and the item of each node."""

    rows: Ints
    columns: Ints
    tails: Ints
    group_nodes: Ints
    grouped: Ints


def build(given: Instance) -> Network:
    """The network of every item that wants somebody."""
    first_reviewer = 1 + len(given.demands)
    sink = first_reviewer + given.columns
    first_general = sink + 1
    blocks = list(_blocks(given, first_general + given.columns))
    rows, columns, tails = (
        np.concatenate([np.zeros(0, np.int64), *(getattr(block, name) for block in blocks)])
        for name in ("rows", "columns", "tails")
    )
    keep = ~given.is_barred(rows, columns)
    rows, columns, tails = rows[keep], columns[keep], tails[keep]
    first = np.where(given.general[given.kind[rows], columns], first_general, first_reviewer)
    arcs = [
        (tails, first + columns, np.ones_like(rows), pair_prices(given, rows, columns)),
        *_group_arcs(blocks),
        *_general_arcs(given, first_general, first_reviewer),
        _item_arcs(given),
        _load_arcs(given, columns, first_reviewer, sink),
    ]
    joined = [np.concatenate(parts) for parts in zip(*arcs, strict=True)]
    return Network(
        tails=joined[0].astype(np.int32),  # what the solver takes; it would make copies of anything wider
        heads=joined[1].astype(np.int32),
        capacities=joined[2],
        prices=joined[3],
        rows=rows,
        columns=columns,
        sink=sink,
        supply=int(given.wanted.sum()),
    )


def solve(network: Network) -> tuple[Ints, int]:
    """Which of the network's pairs are taken, and what the flow costs. As many as possible, then cheapest."""
    # Slow to load, and most processes plan nothing.
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        network.tails, network.heads, network.capacities, network.prices
    )
    flow.set_node_supply(0, network.supply)
    flow.set_node_supply(network.sink, -network.supply)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise RuntimeError("The assignment network has no optimal flow.")
    used: Ints = np.flatnonzero(flow.flows(np.arange(len(network.rows))))
    return used, int(flow.optimal_cost())


def pair_prices(given: Instance, rows: Ints, columns: Ints) -> Ints:
    """What each pair costs beside the reviewer's load."""
    drawn = chance(given.row_keys[rows], given.column_keys[columns])
    prices: Ints = given.third[given.kind[rows], columns] + drawn
    return prices


def _blocks(given: Instance, free: int) -> Iterator[_Block]:
    wanting = np.flatnonzero(given.wanted)
    ordered = wanting[np.argsort(given.kind[wanting], kind="stable")]
    starts = np.flatnonzero(np.diff(given.kind[ordered], prepend=-1))
    for rows in np.split(ordered, starts[1:]):
        if not len(rows):
            continue
        columns = np.flatnonzero(given.fits[given.kind[rows[0]]] & (given.room > 0))
        group, groups = _groups(given, columns)
        block = _block(rows, columns, group, groups, free)
        free += len(block.group_nodes)
        yield block


def _block(rows: Ints, columns: Ints, group: Ints, groups: int, free: int) -> _Block:
    """Every row with every column; a row's group nodes are numbered one after the other."""
    first = free + np.arange(len(rows), dtype=np.int64)[:, None] * groups
    tails = np.where(group < 0, 1 + rows[:, None], first + group)
    return _Block(
        rows=np.repeat(rows, len(columns)),
        columns=np.tile(columns, len(rows)),
        tails=tails.ravel(),
        group_nodes=free + np.arange(len(rows) * groups, dtype=np.int64),
        grouped=np.repeat(1 + rows, groups),
    )


def _groups(given: Instance, columns: Ints) -> tuple[Ints, int]:
    """The group of each column, or -1; and how many have a node. A group of one needs none. Who is in several
    counts for the first."""
    apart = given.apart[:, columns]
    groups = np.take_along_axis(apart, (apart > 0).argmax(axis=0)[None], axis=0)[0]
    distinct, place, size = np.unique(groups, return_inverse=True, return_counts=True)
    shared: Bools = (distinct > 0) & (size > 1)
    number = np.where(shared, np.cumsum(shared) - 1, -1)
    return number[place], int(shared.sum())


def _group_arcs(blocks: list[_Block]) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    for block in blocks:
        nodes = block.group_nodes
        yield block.grouped, nodes, np.ones_like(nodes), np.zeros_like(nodes)


def _general_arcs(
    given: Instance, first_general: int, first_reviewer: int
) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Two from each general node to its reviewer: for what costs nothing more, and for the rest."""
    who = np.flatnonzero(given.keeping)
    yield first_general + who, first_reviewer + who, given.spare[who], np.zeros_like(who)
    yield first_general + who, first_reviewer + who, given.room[who], given.keeping[who]


def _item_arcs(given: Instance) -> tuple[Ints, Ints, Ints, Ints]:
    items = np.arange(1, 1 + len(given.demands), dtype=np.int64)
    return np.zeros_like(items), items, given.wanted, np.zeros_like(items)


def _load_arcs(
    given: Instance, columns: Ints, first_reviewer: int, sink: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """One arc for each item that a reviewer may still take, and never more than could be offered."""
    room = np.minimum(given.room, np.bincount(columns, minlength=given.columns))
    who = np.repeat(np.arange(given.columns, dtype=np.int64), room)
    nth = np.arange(len(who), dtype=np.int64) - np.repeat(np.cumsum(room) - room, room)
    return first_reviewer + who, np.full_like(who, sink), np.ones_like(who), load(given.done[who] + nth)
