"""How long each stage took, and how long we wait for workers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE_S = 120.0
PAUSE_S = 0.5


class Overdue(Exception):
    """What was waited for did not happen in time."""


@dataclass
class Stage:
    name: str
    count: int = 0
    seconds: float = 0.0


@dataclass
class Timetable:
    """Stages in the order in which they were first entered."""

    stages: dict[str, Stage] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, count: int = 1) -> Iterator[None]:
        """Time the block; `count` things go through it."""
        stage = self.stages.setdefault(name, Stage(name))
        began = time.monotonic()
        yield
        stage.seconds += time.monotonic() - began
        stage.count += count


def wait_for(what: str, happened: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Ask until it has happened. Overdue, naming it, when patience ends."""
    deadline = time.monotonic() + patience_s
    while not happened():
        if time.monotonic() > deadline:
            raise Overdue(f"Waited {patience_s:.0f} s for {what}.")
        time.sleep(PAUSE_S)
