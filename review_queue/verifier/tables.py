"""Tables of a pack against what they must be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .pack import plain

CLOSE = 2e-6
"""Tables have six places."""
Expected = Mapping[tuple[str, ...], Mapping[str, Any]]


def compare(
    file: str, keys: Sequence[str], expected: Expected, rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """A sentence for each row that is missing, too much or there twice, and for each cell that differs. Cells
    are named by column; None is an empty one, a truth value “yes” or “no”."""
    shown: dict[tuple[str, ...], Mapping[str, str]] = {}
    for row in rows:
        key = tuple(plain(row[name]) for name in keys)
        if key in shown:
            yield f"{file}: the row of {_named(key)} is there twice."
        shown[key] = row
    for key in sorted(expected.keys() - shown.keys()):
        yield f"{file}: the row of {_named(key)} is missing."
    for key in sorted(shown.keys() - expected.keys()):
        yield f"{file}: the row of {_named(key)} is too much."
    for key in sorted(expected.keys() & shown.keys()):
        for name, value in expected[key].items():
            if not same(shown[key][name], value):
                cell = plain(shown[key][name] or "") or "empty"
                yield f"{file}, {_named(key)}: {name} is {cell}, and the record gives {_said(value)}."


def same(cell: str, value: Any) -> bool:
    """Whether a cell shows this value."""
    if isinstance(value, float):
        try:
            return abs(float(cell) - value) <= CLOSE
        except ValueError:
            return False
    return plain(cell or "") == _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else plain(str(value))


def _said(value: Any) -> str:
    return _text(value) or "nothing"


def _named(key: Sequence[str]) -> str:
    return " and ".join(filter(None, key)) or "(the round)"
