"""What a section of a form has too few places for."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Shortfall:
    """So many places too few in a section, in which part of it, and in words."""

    places: int
    part: str
    words: str
