"""The chain of seals as a pack has it: own events in parts, the others as digests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .pack import Pack
from .sealing import START, Leaf, missing_seals, opened, seal_digest


@dataclass(slots=True)
class Told:
    """What the chain tells: `events` are those of the round, in order, by their number."""

    events: dict[int, dict[str, Any]] = field(default_factory=dict)
    seals: set[str] = field(default_factory=set)
    newest: str = ""
    former: int = 0
    unsealed: int = 0


NAMES = ("event", "item", "round", "kind", "detail", "day", "digest")


def read(pack: Pack, told: Told) -> Iterator[str]:
    """Fill `told`; a sentence for every place where the chain does not hold."""
    before, number, after = START, 0, 0
    for line in pack.lines("chain.jsonl"):
        leaves = [_leaf(one, told) for one in line["events"]]
        if line["number"] is None:
            told.unsealed += len(leaves)
            continue
        where = f"Seal {line['number']}, events {line['first']} to {line['last']}"
        if line["number"] != number + 1:
            yield missing_seals(number + 1, line["number"] - 1)
        if line["former"]:
            told.former += 1
        elif len(leaves) != line["count"]:
            yield f"{where}: events sealed: {line['count']}, found: {len(leaves)}."
        elif line["digest"] != seal_digest(
            before,
            number=line["number"],
            after=after,
            first=line["first"],
            last=line["last"],
            day=line["day"],
            leaves=leaves,
        ):
            yield f"{where}: an event or a seal has been changed."
        before, number, after = line["digest"], line["number"], line["last"]
        told.newest = f"{number}:{before}"
        told.seals.add(told.newest)
    if not told.seals:
        yield "There is no seal in chain.jsonl."


def _leaf(one: Any, told: Told) -> str:
    """The digest of an event, and the event itself if it is told."""
    if isinstance(one, str):
        return one
    event = dict(zip(NAMES, one["what"], strict=True))
    told.events[event["event"]] = event
    return Leaf(opened(one["what"], one["salt"]), one["who"], one["when"]).digest
