"""What a plan was drawn from, kept so that anybody can draw it again. Pure.

People and answers stand in it by their numbers, agencies by their places in the alphabet: in that order, so
that the plan is the same, and without their names.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, get_origin

from .eligibility import Candidate, Demand
from .instance import Worked, fingerprint, plain

One = TypeVar("One", Demand, Candidate)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a plan depends on, beside the seed and the price of a repeated pair."""

    demands: tuple[Demand, ...]
    candidates: tuple[Candidate, ...]
    worked: Worked
    coming: Mapping[str, int]

    @property
    def digest(self) -> str:
        return fingerprint(self.demands, self.candidates, worked=self.worked, coming=self.coming)


def inputs(
    demands: Sequence[Demand], candidates: Sequence[Candidate], *, worked: Worked, coming: Mapping[str, int]
) -> Inputs:
    """These, without the names of agencies."""
    named = {one.agency for one in candidates}.union(*(one.agencies_beside for one in demands)) - {""}
    places = {name: f"{place:06}" for place, name in enumerate(sorted(named))} | {"": ""}
    return Inputs(
        tuple(
            replace(one, agencies_beside=frozenset(places[name] for name in one.agencies_beside))
            for one in demands
        ),
        tuple(replace(one, agency=places[one.agency]) for one in candidates),
        dict(worked),
        dict(coming),
    )


def packed(given: Inputs) -> bytes:
    """JSON, compressed. The same inputs give the same bytes."""
    parts = {
        "demands": [plain(one) for one in given.demands],
        "candidates": [plain(one) for one in given.candidates],
        "worked": sorted([*pair, times] for pair, times in given.worked.items()),
        "coming": dict(sorted(given.coming.items())),
    }
    return zlib.compress(json.dumps(parts, separators=(",", ":")).encode(), 9)


def unpacked(kept: bytes) -> Inputs:
    """What was packed. Raises ValueError for what nobody has packed."""
    try:
        parts = json.loads(zlib.decompress(kept))
        return Inputs(
            tuple(_read(Demand, values) for values in parts["demands"]),
            tuple(_read(Candidate, values) for values in parts["candidates"]),
            {(first, second): times for first, second, times in parts["worked"]},
            parts["coming"],
        )
    except (zlib.error, KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("These are no inputs of a plan.") from error


def _read(kind: type[One], values: Sequence[Any]) -> One:
    named = {
        field.name: _value(get_origin(field.type) is frozenset, value)
        for field, value in zip(fields(kind), values, strict=True)
    }
    return kind(**named)


def _value(is_set: bool, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    parts = (tuple(one) if isinstance(one, list) else one for one in value)
    return frozenset(parts) if is_set else tuple(parts)
