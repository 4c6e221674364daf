"""What the sender knows about the person, given once, used in memory and forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value is. A name, an agency, an address may be written as its owner writes it.

    `birth_date` is a date as ISO 8601 writes it, or in words; `address` is a postal address, of one line or
    several, town included; `other_script` is the whole name in a script of its own.
    """

    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    FORMER_NAME = "former_name"
    PREFERRED_NAME = "preferred_name"
    NICKNAME = "nickname"
    OTHER_SCRIPT = "other_script"
    EMAIL = "email"
    PHONE = "phone"
    WEB_SITE = "web_site"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    CITY = "city"
    EMPLOYER = "employer"
    AGENCY = "agency"
    REFEREE = "referee"
    SUPERVISOR = "supervisor"
    LICENSE_NUMBER = "license_number"
    MEMBER_NUMBER = "member_number"


LAST_NAMES = (Kind.FAMILY_NAME, Kind.FORMER_NAME)
FIRST_NAMES = (Kind.GIVEN_NAME, Kind.PREFERRED_NAME, Kind.NICKNAME)
OWN_NAMES = (*FIRST_NAMES, Kind.MIDDLE_NAME, *LAST_NAMES, Kind.OTHER_SCRIPT)
OTHER_PEOPLE = (Kind.REFEREE, Kind.SUPERVISOR)
ORGANIZATIONS = (Kind.EMPLOYER, Kind.AGENCY)
NUMBERS = (Kind.LICENSE_NUMBER, Kind.MEMBER_NUMBER)


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: Kind
    value: str


def read(values: Iterable[Mapping[str, str]]) -> list[Identifier]:
    """`[{"kind": …, "value": …}]` as identifiers, blanks left out. Raises ValueError for an unknown kind."""
    return [
        Identifier(Kind(value["kind"]), value["value"].strip()) for value in values if value["value"].strip()
    ]
