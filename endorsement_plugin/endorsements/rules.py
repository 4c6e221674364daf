"""What a move of an endorsement may change, and how it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from endorsement_plugin.models import Endorsement
from endorsement_plugin.rules.states import EndorsementState

DECIDE_FIRST = "A renewal was sent in. Decide about that first."
"""Of a category that cannot be changed or put back meanwhile."""

CHANGEABLE = frozenset(
    {
        "clock_held_until",
        "credential_id",
        "designation",
        "family_name",
        "inactive_reason",
        "inactive_until",
        "listed",
        "name",
        "provisional_label",
        "provisional_until",
        "renewal_due",
        "state",
        "state_since",
    }
)
"""All else about an endorsement stays as it was granted."""

Plain = str | bool | int | None
"""A value as the history keeps it; a day as in 2026-03-31, a row of another table by its key."""


def plain(value: object) -> Plain:
    """The value of a field that may be changed, as the history keeps it. Raises TypeError for any other."""
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"A move of an endorsement cannot keep {value!r}.")


def values_of(endorsement: Endorsement, fields: Mapping[str, object]) -> dict[str, Plain]:
    """These fields of the row, as the history keeps them."""
    return {name: plain(getattr(endorsement, name)) for name in fields}


def restored(kept: Mapping[str, Plain]) -> dict[str, object]:
    """What the history keeps, as the fields hold it."""
    fields = {field.attname: field for field in Endorsement._meta.fields}
    return {name: fields[name].to_python(value) for name, value in kept.items()}


def following(endorsement: Endorsement, changes: Mapping[str, object], day: date) -> dict[str, object]:
    """These changes with what goes with another place: since when it is there, and what ended with the old.

    `day` is since when, unless the changes say it.
    """
    to = dict(changes)
    if to.get("state", EndorsementState.INACTIVE) != EndorsementState.INACTIVE:
        to = {"inactive_reason": "", "inactive_until": None, **to}
    place = {"state": endorsement.state, "inactive_reason": endorsement.inactive_reason}
    moves = any(to.get(name, now) != now for name, now in place.items())
    return {"state_since": day, **to} if moves else to


@dataclass(frozen=True)
class Planned:
    """A move that is decided and not made yet: what it changes, what its history says, what is written."""

    changes: Mapping[str, object]
    why: str = ""
    effective_on: date | None = None
    source: str = ""
    said: Mapping[str, object] = field(default_factory=dict)
    """For the letter, beside what every letter has."""
    keeps_former_name: bool = False
    also: tuple[int, ...] = ()
    """Other endorsements of the same person with which the same is done, each by a move of its own."""
