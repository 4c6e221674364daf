"""The kinds of requirement an editor can write: one module each, registered by lying here."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import ModuleType

from .any_of import AnyOf
from .base import Area, Clause, Shortfall

__all__ = ["KINDS", "AnyOf", "Area", "Clause", "Shortfall"]


def kinds_in(module: ModuleType) -> Iterator[type[Clause]]:
    """The kinds that a module defines. Raises TypeError for one that leaves something unsaid."""
    for found in vars(module).values():
        if isinstance(found, type) and issubclass(found, Clause) and found.__module__ == module.__name__:
            if not found.kind or isabstract(found):
                missing = ", ".join([*([] if found.kind else ["kind"]), *sorted(found.__abstractmethods__)])
                raise TypeError(f"{found.__name__} is no kind of requirement yet. It needs: {missing}.")
            yield found


def _modules() -> Iterator[ModuleType]:
    names = sorted(module.name for module in iter_modules(__path__) if module.name != "base")
    return (import_module(f"{__name__}.{name}") for name in names)


KINDS: Mapping[str, type[Clause]] = {kind.kind: kind for module in _modules() for kind in kinds_in(module)}
"""By what a stored clause calls its kind."""
