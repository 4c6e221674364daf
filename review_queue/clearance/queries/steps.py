"""What clearers have done to an answer since it was received, as far as it can be undone step by step."""

import re
from dataclasses import dataclass

from review_queue.models import Event, Item

_STEP = re.compile(r"([A-Z]+-\d+):(\d+)")
_BEGINS = frozenset({Event.Kind.RECEIVED, Event.Kind.REMASKED})
_STEPS = frozenset({Event.Kind.MASKED_MORE, Event.Kind.UNMASKED})


@dataclass(frozen=True, slots=True)
class Step:
    """Words were masked with a token, or those of a token unmasked. `token` is empty for an area."""

    event: int
    unmasked: bool
    token: str
    count: int


def last_step(item: Item) -> Step | None:
    """The newest step that was not undone; None if there is none. One query."""
    steps: list[Step] = []
    kinds = _BEGINS | _STEPS | {Event.Kind.UNDONE}
    events = Event.objects.filter(item=item, kind__in=kinds).order_by("pk")
    for pk, kind, detail in events.values_list("pk", "kind", "detail"):
        if kind in _BEGINS:
            steps.clear()
        elif kind in _STEPS:
            steps.append(_step(pk, kind, detail))
        elif steps:
            steps.pop()
    return steps[-1] if steps else None


def came_back(item: Item) -> bool:
    """Whether it was released before: the list of marked words went with that, and is not made anew by
    itself. One query."""
    begun = Event.objects.filter(item=item, kind__in=_BEGINS).order_by("-pk")
    return begun.values_list("detail", flat=True).first() == "again"


def _step(pk: int, kind: str, detail: str) -> Step:
    said = _STEP.fullmatch(detail)
    token, count = (f"[{said[1]}]", int(said[2])) if said else ("", 0)
    return Step(pk, kind == Event.Kind.UNMASKED, token, count)
