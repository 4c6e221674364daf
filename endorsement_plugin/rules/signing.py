"""Whether the name under a statement is that of the person who signs. Pure.

Case, accents, apostrophes, hyphens, blanks and the order of names make no difference; further names may be
there or not, and given names may be initials. What is asked for is one of the given names and one of the
family names, or the one name of a person who has one.
"""

from collections.abc import Iterable, Sequence

from review_queue.typed.folding import words


def signs_as(typed: str, *, given: Sequence[str], family: Sequence[str]) -> bool:
    """Whether `typed` is a name of this person, who goes by every name in `given` and `family`."""
    parts = _parts(words(typed))
    first, last = _name_parts(given), _name_parts(family)
    if first and last:
        return _whole(parts, first, last) or (bool(parts & last) and _is_given(parts - (last - first), first))
    return bool(parts & (first | last))


def _name_parts(names: Iterable[str]) -> frozenset[str]:
    """The words of these names, and each name in one piece."""
    parts: set[str] = set()
    for name in names:
        parts |= _parts(words(name))
    return frozenset(parts)


def _parts(said: Sequence[str]) -> frozenset[str]:
    """The words, and two or more that follow each other in one: Anne Marie as Annemarie."""
    count = len(said)
    return frozenset(
        "".join(said[start:end])
        for start in range(count)
        for end in range(start + 1, min(count, start + 6) + 1)
    )


def _is_given(parts: Iterable[str], first: frozenset[str]) -> bool:
    initials = {name[0] for name in first}
    return any(part in first or part in initials for part in parts)


def _whole(parts: frozenset[str], first: frozenset[str], last: frozenset[str]) -> bool:
    """Both names written in one word, in either order, as 山田太郎."""
    return any(one + two in parts or two + one in parts for one in first for two in last)
