"""When two records look like one person's."""

from dataclasses import dataclass, field

from review_queue.typed.folding import folded

DIGITS = 10
"""Of a phone number, counted from its end: with and without the code of the country it is one number."""
SHORTEST = 7


@dataclass(frozen=True)
class Details:
    """What is compared. `addresses` are folded already; everything else is as it was typed."""

    name: str
    license_number: str = ""
    member_number: str = ""
    phone: str = ""
    employer: str = ""
    addresses: frozenset[str] = field(default=frozenset())


def alike_in(one: Details, other: Details) -> list[str]:
    """What two of the same name share beside it, in words; empty for another name, and for the name alone."""
    if not folded(one.name) or folded(one.name) != folded(other.name):
        return []
    shared = {
        "license number": _same(_signs(one.license_number), _signs(other.license_number)),
        "member number": _same(_signs(one.member_number), _signs(other.member_number)),
        "phone number": _same(_digits(one.phone), _digits(other.phone)),
        "e-mail address": bool(one.addresses & other.addresses),
        "employer": _same(folded(one.employer), folded(other.employer)),
    }
    return [words for words, same in shared.items() if same]


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _signs(text: str) -> str:
    """A number without what is written between its signs: LMFT-123 is lmft 123."""
    return folded(text).replace(" ", "")


def _digits(text: str) -> str:
    """Of any script, as ASCII; empty for what is too short to be somebody's number."""
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return digits[-DIGITS:] if len(digits) >= SHORTEST else ""
