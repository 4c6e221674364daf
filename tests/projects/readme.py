"""The queue's README, taken at its word: its blocks of code, and what an installed wheel may import."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

README = Path(__file__).parents[2] / "review_queue" / "README.md"


def python_block(first_line: str) -> str:
    """The block that begins with this comment."""
    return next(block for block in _blocks("python") if block.startswith(f"# {first_line}\n"))


def commands() -> list[str]:
    """Every line that it tells to type, in order."""
    return [line for block in _blocks("sh") for line in block.splitlines() if line]


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(), flags=re.DOTALL)


def installed_by(requirements: list[str]) -> set[str]:
    """The names of all distributions that pip would install for these, as they are installed here."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        applies = one.marker is None or any(
            one.marker.evaluate({"extra": extra}) for extra in ("", *one.extras)
        )
        if not applies or name in found:
            continue
        found.add(name)
        needed = Distribution.from_name(name).requires or []
        waiting += [wanted for line in needed if _applies(wanted := Requirement(line), one.extras)]
    return found


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def strangers(distributions: set[str]) -> Iterator[str]:
    """Modules that are installed here and would not be with these distributions alone."""
    for module, names in packages_distributions().items():
        if (
            not {canonicalize_name(name) for name in names} & distributions
            and module not in sys.stdlib_module_names
        ):
            yield module


REFUSING = '''
"""Modules that pip would not have installed cannot be imported."""

import sys
from importlib.machinery import PathFinder

STRANGERS = frozenset({strangers!r})


class Refusing(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in STRANGERS else super().find_spec(name, path, target)


sys.meta_path[:] = [Refusing if finder is PathFinder else finder for finder in sys.meta_path]
'''


def refuse(modules: Iterator[str], folder: Path) -> None:
    """Make every interpreter that has this folder on its path refuse these modules."""
    (folder / "sitecustomize.py").write_text(REFUSING.format(strangers=sorted(modules)))
