"""What is written to the holder of an endorsement about a move."""

from copy import copy
from datetime import date

from endorsement_plugin.endorsements.queries import place_in_registry
from endorsement_plugin.endorsements.rules import Planned, following
from endorsement_plugin.mail.letters import Letter, compose_for_holder
from endorsement_plugin.models import Endorsement

SHOWN = "Our public registry says of it: {place}."
OFF = "Your name is no longer in our public registry with it."


def as_moved(endorsement: Endorsement, planned: Planned, day: date) -> Endorsement:
    """The endorsement as the move would leave it; the row stays as it is."""
    moved = copy(endorsement)
    for name, value in following(endorsement, planned.changes, planned.effective_on or day).items():
        setattr(moved, name, value)
    return moved


def letter_about(name: str, moved: Endorsement, planned: Planned, day: date) -> Letter | None:
    """The letter, or None where there is none of this move or nowhere to send it."""
    if not name or not moved.person.email:
        return None
    return compose_for_holder(name, moved, registry=registry_now(moved, day), **planned.said)


def registry_now(moved: Endorsement, day: date) -> str:
    """What the public reads once it was moved; nothing for whoever did not want to be in the registry."""
    if not moved.listed:
        return ""
    place = place_in_registry(moved, day)
    return SHOWN.format(place=place) if place else OFF
