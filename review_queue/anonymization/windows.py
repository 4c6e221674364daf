"""Where in a text it is worth looking: every pattern needs a character that is rare in prose.

A window is a range that holds every match of a pattern around such characters, and what decides where the
match ends. Searching the windows finds what searching the whole text would find. Linear in the text.
"""

import re
from collections.abc import Iterable, Iterator

Window = tuple[int, int]

LONGEST_GAP = 8
"""So many blanks in a row are allowed for in a window; where there are more, it is the whole text."""

_DIGITS = re.compile(r"\d+")
_GAP = re.compile(rf"\s{{{LONGEST_GAP + 1}}}")
_INNER_DOT = re.compile(r"\.[^\s<>\"]|://")
_UNBROKEN = re.compile(r"[^\s<>\"]*")
_LINK_BEFORE = 3 * 64 + 1


class Places:
    """The places of rare characters in one text, looked up once for all patterns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._digits = [match.span() for match in _DIGITS.finditer(text)]

    def digits(self, before: int, after: int) -> Iterator[Window]:
        """Around digits, for a pattern with a bounded number of characters on either side of each."""
        return _merged((start - before, end + after) for start, end in self._digits)

    def spaced_digits(self, before: int, after: int) -> list[Window]:
        """The same for a pattern that also allows any number of blanks, in up to three places.

        The bounds include `LONGEST_GAP` blanks for each.
        """
        windows = list(self.digits(before, after))
        if any(_GAP.search(self.text, start, end) for start, end in windows):
            return [(0, len(self.text))]
        return windows

    def signs(self, before: int, after: int) -> Iterator[Window]:
        """Around @."""
        return _merged((sign - before, sign + after) for sign in self._each("@"))

    def links(self) -> Iterator[Window]:
        """The run of unbroken text around a dot inside it, or around ://."""
        return _merged(self._around_dots())

    def _around_dots(self) -> Iterator[Window]:
        """The end of a run is looked for once, however many dots are in it."""
        run = 0
        for match in _INNER_DOT.finditer(self.text):
            if match.end() > run:
                run = _UNBROKEN.match(self.text, match.end()).end()  # type: ignore[union-attr]
            yield self._before_dot(match.start()), run

    def _before_dot(self, start: int) -> int:
        first = max(0, start - _LINK_BEFORE)
        broken = max(self.text.rfind(" ", first, start), self.text.rfind("\n", first, start))
        return max(first, broken + 1)

    def _each(self, character: str) -> Iterator[int]:
        place = self.text.find(character)
        while place >= 0:
            yield place
            place = self.text.find(character, place + 1)


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    """Ordered windows, those that touch made one."""
    first, last = 0, -1
    for start, end in windows:
        if last < 0:
            first, last = max(0, start), end
        elif start > last:
            yield first, last
            first, last = start, end
        else:
            last = max(last, end)
    if last >= 0:
        yield first, last
