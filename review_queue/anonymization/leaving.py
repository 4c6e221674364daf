"""A masker that leaves words in of which a person says that they are no name."""

from collections.abc import Iterable

from .identifiers import Identifier
from .mask import Masker
from .normalize import atoms, fold
from .spans import Doubt, Find, Reason, without_overlap


class LeavingIn(Masker):
    """Masks like any other, but these words where they stand alone. Each place of theirs is listed instead.

    Names of several words that hold one of them are masked as ever.
    """

    def __init__(self, identifiers: Iterable[Identifier], words: Iterable[str]) -> None:
        super().__init__(identifiers)
        self._left_in = {key for one in words if (key := _key(one))}
        # A file is searched once more for identities after it was drawn: not for those.
        self.identifiers = tuple(one for one in self.identifiers if _key(one.value) not in self._left_in)

    def find(self, text: str) -> tuple[list[Find], list[Doubt]]:
        finds, doubts = super().find(text)
        masked = [one for one in finds if _key(text[one.start : one.end]) not in self._left_in]
        kept = set(masked)
        left_in = [Doubt(one.start, one.end, Reason.UNMASKED) for one in finds if one not in kept]
        return masked, without_overlap([*left_in, *doubts], masked)


def _key(words: str) -> tuple[str, ...]:
    """The same for every spelling of them."""
    return tuple(atom.key for atom in atoms(fold(words).text))
