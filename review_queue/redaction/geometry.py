"""Rectangles of pixels, counted from the top left corner of a page; right and bottom are not included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def within(self, width: int, height: int) -> "Box":
        """The part that is on a page of this size."""
        return Box(max(0, self.left), max(0, self.top), min(width, self.right), min(height, self.bottom))

    def grown(self, aside: int, up_and_down: int) -> "Box":
        return Box(self.left - aside, self.top - up_and_down, self.right + aside, self.bottom + up_and_down)

    def contains(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom

    def beside(self, other: "Box") -> bool:
        """Whether the two share half the height of the lower one: they stand on one line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return 2 * shared >= min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Area:
    """What a person marked on a page, as fractions of its width and height. Pages count from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def on(self, width: int, height: int) -> Box:
        box = Box(
            int(self.left * width),
            int(self.top * height),
            -int(-self.right * width // 1),
            -int(-self.bottom * height // 1),
        )
        return box.within(width, height)


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them; there has to be one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """One box for every run of boxes on one line, in the order given."""
    lines: list[Box] = []
    for box in boxes:
        if lines and lines[-1].beside(box):
            lines[-1] = union((lines[-1], box))
        else:
            lines.append(box)
    return lines
