"""How an editor writes each kind of requirement: one module each, registered by lying here."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from endorsement_plugin.editor.blocks.clause import ClauseBlock


def _clause_blocks() -> Iterator[type[ClauseBlock]]:
    for name in [module.name for module in iter_modules(__path__)]:
        module = import_module(f"{__name__}.{name}")
        for block in vars(module).values():
            if (
                isinstance(block, type)
                and issubclass(block, ClauseBlock)
                and block.__module__ == module.__name__
            ):
                yield block


CLAUSE_BLOCKS: Mapping[str, type[ClauseBlock]] = {
    block.clause.kind: block for block in sorted(_clause_blocks(), key=lambda block: block.place)
}
"""By kind, in the order in which an editor is offered them."""
