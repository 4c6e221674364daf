"""When two records look like one person's, and what is known of the person once they are one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from endorsement_plugin.models import Person
from review_queue.typed.folding import folded, words

DIGITS = 10
"""Of a phone number, counted from its end: with and without the code of the country it is one number."""
SHORTEST = 7

Clue = tuple[str, ...]
"""What two records may have in common: the words for it first, then what it says."""


@dataclass(frozen=True)
class Details:
    """What is compared. `addresses` are folded already; everything else is as it was typed.

    `names` are all that the person goes or went by, each in full, the one on letters first.
    """

    names: tuple[str, ...]
    license_number: str = ""
    member_number: str = ""
    phone: str = ""
    employer: str = ""
    addresses: frozenset[str] = field(default=frozenset())


def clues(details: Details) -> Iterator[Clue]:
    """What leads from this record to others of the same person; nothing for whoever has no name.

    A number or an address is one person's, also under another name. A phone and an employer are many
    people's, so they count beside a full name only.
    """
    called = {" ".join(sorted(words(name))) for name in details.names} - {""}
    if not called:
        return
    for what, said in (("license number", details.license_number), ("member number", details.member_number)):
        if signs := _signs(said):
            yield what, signs
    for address in sorted(details.addresses):
        yield "e-mail address", address
    for what, said in (("phone number", _digits(details.phone)), ("employer", folded(details.employer))):
        if said:
            yield from ((what, said, name) for name in sorted(called))


def alike_in(one: Details, other: Details) -> list[str]:
    """What two records share, in words, each once. Empty where no word of their names is the same.

    Whoever married has one name left at the least; two names that share no word are two people in one office.
    """
    if not _words_of(one) & _words_of(other):
        return []
    theirs = set(clues(other))
    return list(dict.fromkeys(clue[0] for clue in clues(one) if clue in theirs))


def _words_of(details: Details) -> set[str]:
    return {word for name in details.names for word in words(name)}


def _signs(text: str) -> str:
    """A number without what is written between its signs: LMFT-123 is lmft 123. Empty for what has no digit:
    "none" and "n/a"."""
    signs = folded(text).replace(" ", "")
    return signs if any(sign.isdigit() for sign in signs) else ""


def _digits(text: str) -> str:
    """Of any script, as ASCII; empty for what is too short to be somebody's number."""
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return digits[-DIGITS:] if len(digits) >= SHORTEST else ""


KEPT_IF_THERE = (
    "preferred_name",
    "phone",
    "employer",
    "license_number",
    "member_number",
    "contact_email",
    "postal_address",
)
"""What the one who stays keeps of these; where it is empty, the other's is taken."""


def details_after(stays: Person, goes: Person) -> dict[str, str]:
    """What `stays` says of itself once `goes` is joined to it, by the name of the field. Writes nothing.

    A name of the other's that differs becomes a former one.
    """
    given, family = stays.given_name, stays.family_name
    former, nicknames = stays.former_names, stays.nicknames
    if not stays.name:
        given, family = goes.given_name, goes.family_name
    elif goes.name and folded(goes.name) != folded(stays.name):
        former = _with(former, goes.name)
    for name in goes.former_names.split(","):
        former = _with(former, name.strip())
    for name in goes.nicknames.split(","):
        nicknames = _with(nicknames, name.strip())
    kept = {name: getattr(stays, name) or getattr(goes, name) for name in KEPT_IF_THERE}
    names = {"given_name": given, "family_name": family, "former_names": former, "nicknames": nicknames}
    return names | kept


def _with(names: str, name: str) -> str:
    """The list with one more name, unless it is there or there is no room."""
    there = [folded(one) for one in names.split(",")]
    longer = f"{names}, {name}" if names else name
    return names if not name or folded(name) in there or len(longer) > 200 else longer
