"""Names by their beginnings and endings, for words that miss them, and letters that scanners misread."""

from collections.abc import Iterator
from dataclasses import dataclass, field

SHORT, TWICE, TOO_LONG = 4, 9, 30
"""Names of `SHORT` letters and more are sought with one slip, of `TWICE` to `TOO_LONG` letters with two."""
_SIGNS = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"))


def misread(key: str) -> str:
    """The same for words that a scanner takes for one another: rn and m, vv and w, 0 and o."""
    for pair, letter in _PAIRS:
        key = key.replace(pair, letter)
    return key.translate(_SIGNS)


@dataclass(slots=True)
class Ends:
    """Names by so many first and last letters: most words share neither with any, and are not compared."""

    letters: int
    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        for place in self._of(name):
            self._places.setdefault(place, []).append(name)

    def resembles(self, key: str) -> bool:
        """Whether a name begins or ends as the key does, or has its first and its last letter."""
        return any(place in self._places for place in self._of(key))

    def names(self, key: str) -> Iterator[str]:
        """Those that do."""
        for place in self._of(key):
            yield from self._places.get(place, ())

    def _of(self, key: str) -> tuple[tuple[str, str], ...]:
        return (key[: self.letters], ""), ("", key[-self.letters :]), (key[:1], key[-1:])
