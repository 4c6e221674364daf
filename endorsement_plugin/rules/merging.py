"""Two pages open on one form: whose words are kept. Pure.

A page carries a digest of every answer as it showed it. What its reader did not touch still has that digest,
and then what was saved since stays. What they changed is written, unless it was changed elsewhere as well:
that is for a person to say.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Read = Mapping[str, str]
"""The digests of the answers as a page showed them, by the answer's key."""


@dataclass(frozen=True)
class Since:
    """What a page was read at.

    `read` is None for a client that names only the answers it changes; then `revision` alone decides.
    `replaces` is the newest revision that the person has seen beside their own words and means to replace.
    """

    revision: int
    read: Read | None = None
    replaces: int = 0


def digest(value: Any) -> str:
    """The same for what reads the same: no answer and an empty one, each kind of line end, any order."""
    plain = sorted(map(str, value)) if isinstance(value, list) else value
    if isinstance(plain, str):
        plain = plain.replace("\r\n", "\n").strip()
    words = "" if plain in (None, "", []) else json.dumps(plain, ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()[:12]


NOTHING = digest(None)


def spelled(read: Read) -> str:
    """For one hidden control of the page."""
    return " ".join(f"{key}:{value}" for key, value in read.items())


def parsed(text: str) -> Read | None:
    """What `spelled` made; None for nothing. What cannot be read is left out, and counts as shown empty."""
    pairs = (word.rpartition(":") for word in text.split())
    return {key: value for key, _, value in pairs} if text.strip() else None


def to_write(typed: Mapping[str, Any], stored: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """The answers that this page changed, and the ones that were changed here and elsewhere as well."""
    return {
        key: value
        for key, value in typed.items()
        if digest(value) not in (read.get(key, NOTHING), digest(stored.get(key)))
    }


def differing(written: Iterable[str], stored: Mapping[str, Any], read: Read) -> tuple[str, ...]:
    """Which of them were changed elsewhere as well."""
    return tuple(key for key in written if digest(stored.get(key)) != read.get(key, NOTHING))
