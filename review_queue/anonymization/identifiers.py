"""What the sender knows about the person, given once, used in memory and forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FORMER_NAME = "former_name"
    PREFERRED_NAME = "preferred_name"
    NICKNAME = "nickname"
    EMAIL = "email"
    PHONE = "phone"
    EMPLOYER = "employer"
    AGENCY = "agency"
    REFEREE = "referee"
    LICENSE_NUMBER = "license_number"
    MEMBER_NUMBER = "member_number"


OWN_NAMES = (Kind.GIVEN_NAME, Kind.FAMILY_NAME, Kind.FORMER_NAME, Kind.PREFERRED_NAME, Kind.NICKNAME)
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
