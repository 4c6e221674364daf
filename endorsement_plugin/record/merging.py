"""How every save of a page begins that may be open twice: with what is really written."""

from collections.abc import Mapping
from typing import Any

from endorsement_plugin.errors import Stale
from endorsement_plugin.rules.merging import Since, differing, digest, to_write


def merged(
    typed: Mapping[str, Any], stored: Mapping[str, Any], since: Since, newest: int, stale: Stale
) -> dict[str, Any]:
    """What to write over `stored`, which was saved last at `newest`; empty where all of it is kept already.

    Raises `stale`, with the keys that truly differ, unless the person means to replace them. What is stored
    already is no difference: whoever lost the reply to a save sends it once more.
    """
    if since.read is None:
        new = {key: value for key, value in typed.items() if digest(value) != digest(stored.get(key))}
        if new and newest > since.revision:
            raise stale
        return new
    written = to_write(typed, stored, since.read)
    differ = differing(written, stored, since.read)
    if differ and newest > since.replaces:
        raise Stale(stale.message, stale.revision, differ)
    return written
