"""How what happened is sealed, and how what stands in the tables is put into what happened.

A *statement* says what stood in the rows when something happened: names of fields with their values. Its
digest is made of one digest for each field, each with a salt of its own, so that a pack can leave a field out
(an answer's words, a comment, somebody's name) and still show that it is committed to: without the field's
salt nobody can try values until one fits.

An *event* is sealed in three parts for the same reason: what happened and on which day, who was in it, and
when exactly. A pack opens the first, and gives a salted digest for the others.
"""

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """One event as it stands in the table. `item` is a UUID as text with hyphens; `at` has a time zone."""

    pk: int
    item: str | None
    scored_in: int | None
    assignment: int | None
    actor: int | None
    kind: str
    detail: str
    at: datetime.datetime
    digest: str

    def what(self) -> list[Any]:
        """What a pack may say of it: on a day, without people."""
        day = self.at.astimezone(datetime.UTC).date().isoformat()
        return [self.pk, self.item, self.scored_in, self.kind, self.detail, day, self.digest]

    def who(self) -> list[Any]:
        return [self.assignment, self.actor]

    def when(self) -> str:
        return self.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Leaf:
    """The digests of an event's three parts, in hex."""

    what: str
    who: str
    when: str

    @property
    def digest(self) -> str:
        return _sha256(f"{self.what}\n{self.who}\n{self.when}")


def leaf(event: SealedEvent, salt: str) -> Leaf:
    """The parts of an event under a seal's salt."""
    return Leaf(
        committed(event.what(), salt, f"{event.pk} what"),
        committed(event.who(), salt, f"{event.pk} who"),
        committed(event.when(), salt, f"{event.pk} when"),
    )


def seal_digest(
    previous: str,
    *,
    former: bool,
    number: int,
    after: int,
    first: int,
    last: int,
    day: str,
    leaves: Iterable[str],
) -> str:
    """SHA-256, as hex, of the digest before, of what the seal says of itself, and of its events in order.

    `after` is the last id of the seal before: the seal speaks for every id above it, up to its own last one.
    `former` is whether the seal before is of the kind without a salt, of which a pack cannot show what it
    covers: so none of today's passes for one. `day` is that of its making, in UTC.
    """
    sealed = hashlib.sha256(f"{previous}\n{former:d} {number} {after} {first} {last} {day}\n".encode())
    for one in leaves:
        sealed.update(f"{one}\n".encode())
    return sealed.hexdigest()


def fields_of(statement: Mapping[str, Any], salt: str) -> dict[str, str]:
    """The digest of each field."""
    return {name: committed(value, salt, name) for name, value in statement.items()}


def statement_digest(fields: Mapping[str, str]) -> str:
    """The digest of a statement from those of its fields."""
    return _sha256(json.dumps(sorted(fields.items())))


def digest_of(statement: Mapping[str, Any], salt: str) -> str:
    return statement_digest(fields_of(statement, salt))


def committed(value: Any, salt: str, name: str) -> str:
    """The salted digest of one value."""
    return opened(value, salt_of(salt, name))


def opened(value: Any, own_salt: str) -> str:
    """The same from the value's own salt, which a pack gives for what it shows."""
    return _sha256(f"{own_salt}\n{plainly(value)}")


def salt_of(salt: str, name: str) -> str:
    """The salt of one field: it tells nothing of the salts of the others (HMAC, RFC 2104)."""
    return hmac.digest(salt.encode(), name.encode(), "sha256").hex()


def unsalted(value: Any) -> str:
    """The digest of what nobody must guess, because it is shown: rules and rubrics."""
    return _sha256(plainly(value))


def plainly(value: Any) -> str:
    """JSON that no two different values share."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def missing_seals(first: int, last: int) -> str:
    """What is said of a gap in the numbers of a chain."""
    return f"Seal {first} is missing." if first == last else f"The seals from {first} to {last} are missing."


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
