"""The kinds of requirement an editor can write: one module each, registered by lying here."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType

from .all_of import AllOf
from .any_of import AnyOf
from .base import Clause

__all__ = ["KINDS", "AllOf", "AnyOf", "Clause"]


def kinds_in(module: ModuleType) -> Iterator[type[Clause]]:
    """The kinds that a module defines. Raises TypeError for one that leaves something unsaid."""
    for member in vars(module).values():
        if isinstance(member, type) and issubclass(member, Clause) and member.__module__ == module.__name__:
            if not member.kind or isabstract(member):
                missing = ", ".join([*([] if member.kind else ["kind"]), *sorted(member.__abstractmethods__)])
                raise TypeError(f"{member.__name__} is no kind of requirement yet. It needs: {missing}.")
            yield member


def _modules() -> Iterator[ModuleType]:
    names = sorted(module.name for module in iter_modules(__path__) if module.name not in {"base", "group"})
    return (import_module(f"{__name__}.{name}") for name in names)


KINDS: Mapping[str, type[Clause]] = {kind.kind: kind for module in _modules() for kind in kinds_in(module)}
"""By what a stored clause calls its kind."""
