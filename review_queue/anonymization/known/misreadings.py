"""Names by their beginnings and endings, for words that miss them, and letters that scanners misread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SHORT, TWICE, TOO_LONG = 4, 9, 30
"""Names of `SHORT` letters and more are sought with one slip, of `TWICE` to `TOO_LONG` letters with two."""
_SIGNS = {"rn": "m", "vv": "w", "cl": "d", "ii": "u", "0": "o", "1": "l", "5": "s"}
MISREAD = re.compile("|".join(_SIGNS))


def misread(key: str) -> str:
    """The same for words that a scanner takes for one another: rn and m, vv and w, 0 and o."""
    return MISREAD.sub(lambda match: _SIGNS[match[0]], key)


@dataclass(slots=True)
class Ends:
    """Names by so many first and last letters: most words share neither with any, and are not compared.

    `swaps` is for short names, of which two swapped letters may leave only the first and the last.
    """

    letters: int
    swaps: bool = False
    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        for place in self._of(name):
            self._places.setdefault(place, []).append(name)

    def resembles(self, key: str) -> bool:
        """Whether a name begins or ends as the key does."""
        places = self._places
        start, end = (key[: self.letters], ""), ("", key[-self.letters :])
        return start in places or end in places or (self.swaps and (key[:1], key[-1:]) in places)

    def names(self, key: str) -> Iterator[str]:
        """Those that do."""
        for place in self._of(key):
            yield from self._places.get(place, ())

    def _of(self, key: str) -> tuple[tuple[str, str], ...]:
        around = ((key[:1], key[-1:]),) if self.swaps else ()
        return (key[: self.letters], ""), ("", key[-self.letters :]), *around
