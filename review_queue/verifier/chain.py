"""The chain of seals as a pack has it: own events in parts, the others as digests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .pack import Pack
from .sealing import START, Leaf, missing_seals, opened, seal_digest


@dataclass(slots=True)
class Told:
    """What the chain tells: `events` are those of the round, in order, by their number. Of seals of the
    `former` kind a pack cannot show what they cover."""

    events: dict[int, dict[str, Any]] = field(default_factory=dict)
    seals: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    newest: str = ""
    sealed: int = 0
    unsealed: int = 0


NAMES = ("event", "item", "round", "kind", "detail", "day", "digest")


def read(pack: Pack, told: Told) -> Iterator[str]:
    """Fill `told`; a sentence for every place where the chain does not hold."""
    before, former, number, after = START, False, 0, 0
    for line in pack.lines("chain.jsonl"):
        leaves = [_leaf(one, told) for one in line["events"]]
        if line["number"] is None:
            told.unsealed += len(leaves)
            continue
        told.sealed += len(leaves)
        where = f"Seal {line['number']}, events {line['first']} to {line['last']}"
        if line["number"] != number + 1:
            yield missing_seals(number + 1, line["number"] - 1)
        if line["former"]:
            yield from (f"{where}: {fault}" for fault in _former(line, told))
        elif len(leaves) != line["count"]:
            yield f"{where}: events sealed: {line['count']}, found: {len(leaves)}."
        elif line["digest"] != seal_digest(
            before,
            former=former,
            number=line["number"],
            after=after,
            first=line["first"],
            last=line["last"],
            day=line["day"],
            leaves=leaves,
        ):
            yield f"{where}: an event or a seal has been changed."
        before, former, number, after = line["digest"], line["former"], line["number"], line["last"]
        told.newest = f"{number}:{before}"
        (told.former if former else told.seals).add(told.newest)
    if not told.seals | told.former:
        yield "There is no seal in chain.jsonl."


def _former(line: dict[str, Any], told: Told) -> Iterator[str]:
    """Such seals are taken as they are; so none may pass for one, and nothing rests on them."""
    if told.seals:
        yield "a seal of the former kind cannot come after one of today's."
    if any(one["what"][NAMES.index("digest")] for one in line["events"] if not isinstance(one, str)):
        yield "an event says what stood, which none did when this seal was made."


def _leaf(one: Any, told: Told) -> str:
    """The digest of an event, and the event itself if it is told."""
    if isinstance(one, str):
        return one
    event = dict(zip(NAMES, one["what"], strict=True))
    told.events[event["event"]] = event
    return Leaf(opened(one["what"], one["salt"]), one["who"], one["when"]).digest
