"""Who may not score one answer together: at most one novice does, and at most one of each agency.

Stated once, as groups of which a team has one member at the most, for whoever asks: of two people, of a team
and of who comes to it, of a finished answer, of a whole plan as arrays (`instance.py`).
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class Trait(StrEnum):
    """What a group's members have in common. Who has both goes through the first one's node in a flow."""

    NOVICE = "novice"
    AGENCY = "agency"


Group = tuple[Trait, str]
Groups = frozenset[Group]


@lru_cache(maxsize=4096)
def groups_of(agency: str, novice: bool) -> Groups:
    """Where somebody belongs. `agency` is a folded name (`organization_key`); empty, it is nobody's."""
    named = {(Trait.AGENCY, agency)} if agency else set()
    return frozenset(named | ({(Trait.NOVICE, "")} if novice else set()))


def broken_by(team: Iterable[Groups]) -> set[Trait]:
    """What more than one of these people has in common."""
    counts = Counter(group for one in team for group in one)
    return {trait for (trait, _), count in counts.items() if count > 1}
