"""Errors that stand beside the block that causes them, however deep it is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

Path = tuple[int | str, ...]
"""Positions in streams and names in structs, from the outside in: (0, "fields", 2, "name")."""

Fault = tuple[Path, str]


def refuse(faults: Iterable[Fault]) -> None:
    """Raise the faults as one validation error. Without faults nothing happens."""
    all_faults = list(faults)
    if all_faults:
        raise _nested(all_faults)


def faults_of(error: Any, path: Path = ()) -> list[Fault]:
    """What blocks have refused already, so that it can be told together with what only the whole shows."""
    if not hasattr(error, "block_errors"):
        return [(path, message) for message in error.messages]
    own = [(path, message) for message in error.non_block_errors]
    inner = [fault for step, part in error.block_errors.items() for fault in faults_of(part, (*path, step))]
    return own + inner


def _nested(faults: list[Fault]) -> ValidationError:
    own = [ValidationError(message) for path, message in faults if not path]
    inner: defaultdict[int | str, list[Fault]] = defaultdict(list)
    for path, message in faults:
        if path:
            inner[path[0]].append((path[1:], message))
    if not inner:
        return own[0]
    kind = StreamBlockValidationError if isinstance(next(iter(inner)), int) else StructBlockValidationError
    return kind(block_errors={step: _nested(parts) for step, parts in inner.items()}, non_block_errors=own)
