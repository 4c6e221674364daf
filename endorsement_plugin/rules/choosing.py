"""A chooser: questions whose answers lead to other questions and end at an outcome. Pure.

The first question is where everybody begins. What has no faults ends at an outcome whatever is answered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Answer:
    """One way on: `key` stands in addresses, `leads_to` names a question or an outcome."""

    key: str
    leads_to: str


@dataclass(frozen=True)
class Node:
    """A question with its answers; an outcome has None."""

    name: str
    answers: tuple[Answer, ...] | None = None

    @property
    def is_question(self) -> bool:
        return self.answers is not None

    @property
    def ways(self) -> tuple[Answer, ...]:
        """The ways on from here."""
        return self.answers or ()


class Fault(NamedTuple):
    """What is wrong, in an editor's words: of which node, and of its name, its answers or one of them."""

    node: int | None
    answer: int | None
    message: str
    of_answers: bool = False
    """It is about all answers together."""


class Walk(NamedTuple):
    """Where answers have led: nodes and answers on the way, the node reached, and keys that fit nothing."""

    steps: tuple[tuple[int, int], ...]
    place: int
    rest: tuple[str, ...]


def faults(nodes: Sequence[Node]) -> list[Fault]:
    """All that stands in the way of publishing, at once. Names are looked at exactly as written."""
    if not any(node.is_question for node in nodes):
        return [Fault(None, None, "Write at least one question.")]
    return [
        *_repeated(nodes),
        *_dead_ends(nodes),
        *_loops(nodes),
        *_unreachable(nodes),
    ]


def start(nodes: Sequence[Node]) -> int | None:
    """Where everybody begins: the first question."""
    return next((index for index, node in enumerate(nodes) if node.is_question), None)


def walk(nodes: Sequence[Node], keys: Sequence[str]) -> Walk | None:
    """Follow the answers as far as they lead. None where there is no question; never raises.

    A draft may lead in circles: a node that was met already ends the walk.
    """
    place, places = start(nodes), _places(nodes)
    if place is None:
        return None
    steps: list[tuple[int, int]] = []
    for key in keys:
        found = _next(nodes[place], key, places)
        met = {place, *(node for node, _ in steps)}
        if found is None or found[1] in met:
            break
        steps.append((place, found[0]))
        place = found[1]
    return Walk(tuple(steps), place, tuple(keys[len(steps) :]))


def at_most(nodes: Sequence[Node], place: int) -> int:
    """How many questions are still to come from here on, this one included, on the longest way."""
    places, known = _places(nodes), dict[int, int]()

    def ahead(index: int) -> int:
        if index not in known:
            known[index] = 0  # in case a draft leads in a circle
            on = [ahead(places[way.leads_to]) for way in nodes[index].ways if way.leads_to in places]
            known[index] = int(nodes[index].is_question) + max(on, default=0)
        return known[index]

    return ahead(place)


def _places(nodes: Sequence[Node]) -> dict[str, int]:
    """Where each name is; of two alike the first."""
    return {node.name: index for index, node in reversed(list(enumerate(nodes))) if node.name}


def _next(node: Node, key: str, places: dict[str, int]) -> tuple[int, int] | None:
    for number, way in enumerate(node.ways):
        if way.key == key and way.leads_to in places:
            return number, places[way.leads_to]
    return None


def _repeated(nodes: Sequence[Node]) -> Iterator[Fault]:
    places = _places(nodes)
    for index, node in enumerate(nodes):
        if node.name and places[node.name] != index:
            yield Fault(index, None, f"Something above is already called {node.name}.")


def _dead_ends(nodes: Sequence[Node]) -> Iterator[Fault]:
    places = _places(nodes)
    for index, node in enumerate(nodes):
        if node.is_question and len(node.ways) < 2:
            message = "Give at least two answers: otherwise there is nothing to choose."
            yield Fault(index, None, message, of_answers=True)
        for number, way in enumerate(node.ways):
            if not way.leads_to:
                yield Fault(index, number, "Say where this answer leads: the name of a question or outcome.")
            elif way.leads_to not in places:
                known = ", ".join(sorted(places))
                message = f"Nothing is called {way.leads_to}. There is: {known or 'no name yet'}."
                yield Fault(index, number, message)


def _loops(nodes: Sequence[Node]) -> Iterator[Fault]:
    """The answers that lead back to a question on the way to them; each of them once."""
    places, done = _places(nodes), set[int]()

    def follow(index: int, above: list[int]) -> Iterator[Fault]:
        done.add(index)
        path = [*above, index]
        for number, way in enumerate(nodes[index].ways):
            on = places.get(way.leads_to)
            if on in path:
                names = " → ".join(nodes[step].name for step in [*path[path.index(on) :], on])
                yield Fault(index, number, f"This leads back to where one has been: {names}.")
            elif on is not None and on not in done:
                yield from follow(on, path)

    for index, node in enumerate(nodes):
        if node.is_question and index not in done:
            yield from follow(index, [])


def _unreachable(nodes: Sequence[Node]) -> Iterator[Fault]:
    places, first = _places(nodes), start(nodes)
    reached, waiting = set[int](), [first]
    while waiting:
        index = waiting.pop()
        if index is not None and index not in reached:
            reached.add(index)
            waiting += [places.get(way.leads_to) for way in nodes[index].ways]
    for index, node in enumerate(nodes):
        if index not in reached and (not node.name or places[node.name] == index):
            what = "question" if node.is_question else "outcome"
            yield Fault(index, None, f"No answer leads to this {what}.")
