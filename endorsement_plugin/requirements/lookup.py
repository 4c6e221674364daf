"""What a requirement works out once for everybody, by what it was asked for."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lookup(dict[K, V]):
    """A table that fills up as it is asked: quicker than calling a function that remembers.

    Only for what depends on the requirement alone, such as which of its areas a word means. It grows with
    what entries say, and lives as long as its requirement, which is read anew for each request.
    """

    def __init__(self, work_out: Callable[[K], V]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, key: K) -> V:
        value = self[key] = self.work_out(key)
        return value
