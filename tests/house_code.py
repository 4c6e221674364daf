"""Our own source, parsed: for tests about what the code must always, or must never, say."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("endorsement_plugin", "review_queue", "site/association")


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module that ships or runs the site, with its path below the root."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    gc.disable()  # it would look through two million nodes, which all stay, again and again: for seconds
    try:
        return tuple((path.relative_to(ROOT), ast.parse(path.read_text())) for path in paths)
    finally:
        gc.enable()


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of these names, with `path:line`."""
    return ((place, call) for place, call in _every_call() if _called(call) in names)


@cache
def _every_call() -> tuple[tuple[str, ast.Call], ...]:
    """Walking through all modules takes seconds, and many tests ask."""
    return tuple(
        (f"{path}:{node.lineno}", node)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    )


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""
