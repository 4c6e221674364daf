"""A measured value, and how to take one."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measured:
    """`target` bounds `value` from above, or from below when more is better. None: only to compare with."""

    name: str
    value: float
    unit: str
    target: float | None = None
    better: Literal["less", "more"] = "less"

    @property
    def met(self) -> bool:
        if self.target is None:
            return True
        return self.value <= self.target if self.better == "less" else self.value >= self.target


def milliseconds(call: Callable[[int], object], times: int, warm_up: int = 3) -> list[float]:
    """How long each of `times` calls took. The call is given its number; the first few are not counted."""
    taken = []
    for number in range(times + warm_up):
        began = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[warm_up:]


def median(values: list[float]) -> float:
    return round(statistics.median(values), 2)


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed."""
    return round(sorted(values)[max(0, -(-len(values) * percent // 100) - 1)], 2)
