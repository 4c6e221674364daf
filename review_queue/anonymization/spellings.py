"""Which spellings of known identities to look for, and how sure a hit is. What each kind adds: `known`."""

import re
from collections.abc import Iterable

from .identifiers import NUMBERS, ORGANIZATIONS, OTHER_PEOPLE, OWN_NAMES, Identifier, Kind
from .known.addresses import add_domain, add_email
from .known.birth_dates import add_birth_date
from .known.index import SELF, Certainty, Index, Known, words_of
from .known.organizations import add_organization
from .known.other_scripts import add_runs
from .known.people import add_own_names, add_person
from .known.places import add_address, add_city
from .normalize import key_of
from .patterns import digits_of
from .spans import Label, Reason

_DIGITS = re.compile(r"\d{3,}")


def build(identifiers: Iterable[Identifier]) -> Index:
    """The index of everything that the identifiers may look like in a text."""
    index = Index()
    given = list(identifiers)
    add_own_names(index, [one for one in given if one.kind in OWN_NAMES])
    for number, one in enumerate(given):
        _add(index, one, number)
    index.phones = {digits for digits in index.phones if len(digits) == 7}
    return index


def _add(index: Index, one: Identifier, number: int) -> None:
    """What is no name of the candidate's own, and any name in a script without blanks."""
    person = f"referee {number}"
    if one.kind in OTHER_PEOPLE:
        add_person(index, one.value, person)
        add_runs(index, one.value, person)
    elif one.kind in OWN_NAMES:
        add_runs(index, one.value, SELF)
    elif one.kind in ORGANIZATIONS:
        add_organization(index, one.value)
    elif one.kind in NUMBERS:
        _add_number(index, one.value)
    elif one.kind is Kind.PHONE:
        index.phones.add(digits_of(one.value)[-7:])
    else:
        _OTHERS[one.kind](index, one.value)


def _add_number(index: Index, value: str) -> None:
    """The whole number; its digits alone are masked if they are many, else shown."""
    key = key_of(value)
    if len(key) >= 4:
        index.add(key, Known(Label.NUMBER, key, Certainty.SURE, len(words_of(value))))
    for digits in _DIGITS.findall(value):
        certainty = Certainty.SURE if len(digits) >= 5 else Certainty.WORD
        index.add(digits, Known(Label.NUMBER, key, certainty, 1, Reason.LONG_NUMBER))


_OTHERS = {
    Kind.EMAIL: add_email,
    Kind.WEB_SITE: add_domain,
    Kind.BIRTH_DATE: add_birth_date,
    Kind.ADDRESS: add_address,
    Kind.CITY: add_city,
}
