"""The digest of a seal from before seals had salts, kept to check those there are: over whole events, in one.

New seals are made by `verifier.sealing`. Each covers the one before it, of either sort, so nothing in the
middle of the chain changes unseen. They have no key: whoever can write to the database can seal anew. So the
newest seal is also kept elsewhere.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

# id, item, round, assignment, actor, kind, detail, at
EventRow = tuple[int, UUID | None, int | None, int | None, int | None, str, str, datetime.datetime]


def digest(previous: str, *, number: int, after: int, events: Iterable[EventRow]) -> str:
    """SHA-256, as hex, of the digest before, of what this seal says of itself, and of its events in order.

    `after` is the last id of the seal before: the seal speaks for every id above it, up to its own last one.
    """
    sealed = hashlib.sha256(f"{previous}\n{number} {after}\n".encode())
    for event in events:
        sealed.update(_line(event))
    return sealed.hexdigest()


def _line(event: EventRow) -> bytes:
    """JSON, because no two different rows may be written alike; times in UTC, because engines differ."""
    pk, item, scored_in, assignment, actor, kind, detail, at = event
    when = at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    about = str(item) if item else None
    return json.dumps([pk, about, scored_in, assignment, actor, kind, detail, when]).encode() + b"\n"
