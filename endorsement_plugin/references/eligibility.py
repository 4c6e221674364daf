"""Nobody speaks for themselves, and nobody twice: who may be named, compared by their addresses."""

from collections.abc import Iterable

from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.models import Person, Reference
from endorsement_plugin.people.queries import aliases_of, own_addresses
from review_queue.typed.addresses import folded_address

OWN = "This is your own address. A referee has to be somebody else."
TWICE = "You have named this person already. Each referee has to be another."


def refuse_referee(person: Person, others: Iterable[Reference], email: str) -> None:
    """Raises Incomplete for an address of the applicant's, and for one of somebody who is named already.

    Whoever has confirmed several addresses for one account is one person under all of them.
    """
    aliases = aliases_of(email)
    if aliases & own_addresses(person):
        raise _wrong("own_address", OWN)
    if any(folded_address(other.email) in aliases for other in others):
        raise _wrong("asked_twice", TWICE)


def wrongly_named(person: Person, references: Iterable[Reference]) -> dict[int, tuple[str, str]]:
    """Code and sentence by slot for referees who may not be named. One query, none without a referee."""
    named = sorted(references, key=lambda reference: reference.slot)
    own = own_addresses(person) if named else frozenset()
    wrong: dict[int, tuple[str, str]] = {}
    seen: set[str] = set()
    for reference in named:
        address = folded_address(reference.email)
        if not address:  # wrote on paper and left none
            continue
        if address in own:
            wrong[reference.slot] = ("own_address", OWN)
        elif address in seen:
            wrong[reference.slot] = ("asked_twice", TWICE)
        seen.add(address)
    return wrong


def _wrong(code: str, message: str) -> Incomplete:
    return Incomplete(message, [Problem(code, message, ("email",))])
