"""The file that `queue_setup` reads: what it may have, and what is wrong with it, by place."""

import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is where in the file, such as `people[2].email`, counted from 1."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class NotUsable(Exception):
    """The file cannot be used; nothing has been written. `faults` are all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the file, and where it stands."""

    place: str
    values: Table

    def at(self, key: str) -> str:
        """The place of one of its keys."""
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, sentence: str) -> Fault:
        """What is wrong with one of its keys."""
        return Fault(self.at(key), sentence)


def parse(text: str) -> Part:
    """The file as a table. Raises NotUsable where it is no TOML, with the line that TOML's reader names."""
    try:
        return Part("", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise NotUsable([Fault("", f"This is no TOML: {error}.")]) from None


def strange_keys(part: Part, names: Iterable[str]) -> Iterator[Fault]:
    """Keys that mean nothing here, each with the name that may have been meant."""
    names = list(names)
    for key in part.values:
        if key not in names:
            near = get_close_matches(key, names, n=1)
            hint = f" Is “{near[0]}” meant?" if near else f" There are: {', '.join(names)}."
            yield part.fault(key, f"This means nothing here.{hint}")


def table(part: Part, key: str) -> Part:
    """The table under this key, empty if it is not there. Raises NotUsable for anything but a table."""
    values = part.values.get(key, {})
    if not isinstance(values, dict):
        raise NotUsable([part.fault(key, f"Write it as a table, [{part.at(key)}].")])
    return Part(part.at(key), values)


def tables(part: Part, key: str) -> list[Part]:
    """The tables under this key, none if it is not there. Raises NotUsable for anything but tables."""
    rows = part.values.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotUsable([part.fault(key, f"Write each as a table of its own, [[{part.at(key)}]].")])
    return [Part(f"{part.at(key)}[{number}]", row) for number, row in enumerate(rows, 1)]


def twice(parts: Sequence[Part], key: str) -> Iterator[Fault]:
    """Parts whose value under this key stands in one before them, too; case does not tell them apart."""
    before: Counter[Hashable] = Counter()
    for part in parts:
        value = part.values.get(key)
        same = value.strip().casefold() if isinstance(value, str) else str(value)
        if value is not None and before[same]:
            yield part.fault(key, f"“{value}” is there already.")
        before[same] += 1


def of_one_value(part: Part, keys: Iterable[str]) -> Iterator[Fault]:
    """Keys that hold a list or a table where one value belongs."""
    for key in keys:
        if isinstance(part.values.get(key), (list, dict)):
            yield part.fault(key, "Write one value, not several.")
