"""The letters whose words are an association's to write: a module for each subject, registered by lying here.

A module has `LETTERS`, its kinds in the order in which they are listed. Their standard texts are the
templates of the same name.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from endorsement_plugin.mail.texts import LetterKind

GROUND = {"holders"}
"""What the others are made of."""


def _kinds() -> Iterator[LetterKind]:
    for name in sorted(module.name for module in iter_modules(__path__) if module.name not in GROUND):
        yield from import_module(f"{__name__}.{name}").LETTERS


LETTERS: Mapping[str, LetterKind] = {kind.name: kind for kind in _kinds()}
"""By the name of the template."""
