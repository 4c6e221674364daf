"""What is written to the holder of an endorsement about a move."""

from copy import copy
from datetime import date

from endorsement_plugin.endorsements.rules import Planned, following
from endorsement_plugin.mail.letters import Letter, compose_for_holder
from endorsement_plugin.models import Endorsement


def as_moved(endorsement: Endorsement, planned: Planned, day: date) -> Endorsement:
    """The endorsement as the move would leave it; the row stays as it is."""
    moved = copy(endorsement)
    for name, value in following(endorsement, planned.changes, planned.effective_on or day).items():
        setattr(moved, name, value)
    return moved


def letter_about(name: str, moved: Endorsement, planned: Planned) -> Letter | None:
    """The letter, or None where there is none of this move or nowhere to send it."""
    if not name or not moved.person.email:
        return None
    return compose_for_holder(name, moved, **planned.said)
