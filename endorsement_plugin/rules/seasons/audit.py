"""Which renewals are drawn for an audit: by a seed that is kept, so that anybody can draw again. Pure.

Each renewal is one line, its number and the day it is due. The SHA-256 of the seed, a colon and the line
ranks it; the lowest are drawn. So the order of the list says nothing, and neither does whoever writes it.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from hashlib import sha256

METHOD = (
    "Each line of the list is ranked by the SHA-256 of the seed, a colon and the line. The {drawn} lowest of "
    "{listed} are drawn, which is {percent} percent, rounded up. The seed was made after the list was closed."
)


class Outcome(StrEnum):
    """What came of an audit."""

    PASSED = "passed"
    RETURNED = "returned"
    NOT_RENEWED = "not_renewed"


class EntryOutcome(StrEnum):
    """What a coordinator found of one entry."""

    ACCEPTED = "accepted"
    MISSING = "missing"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """In plain English, for screens and letters."""
        return {"accepted": "Accepted", "missing": "Document missing", "refused": "Not accepted"}[self.value]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(outcome.value, outcome.label) for outcome in cls]


def line_of(number: str, due: date) -> str:
    """A renewal as the list has it."""
    return f"{number} {due.isoformat()}"


def digest_of(lines: Collection[str]) -> str:
    """By which a list is known again: SHA-256 of its lines in order, each with the end of a line."""
    return sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def rank(seed: str, line: str) -> str:
    """By what a line is drawn: hexadecimal, the lowest first."""
    return sha256(f"{seed}:{line}".encode()).hexdigest()


def share_of(count: int, percent: int) -> int:
    """How many are drawn, rounded up: of one renewal one, where anything is drawn at all."""
    return -(-count * percent // 100)


def drawn_from(lines: Collection[str], seed: str, percent: int) -> set[str]:
    """Those that are drawn. The same list and seed give the same."""
    each = set(lines)
    return set(sorted(each, key=lambda line: rank(seed, line))[: share_of(len(each), percent)])
