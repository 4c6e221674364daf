"""What is under way for a person."""

from endorsement_plugin.models import Person
from endorsement_plugin.rules.states import EDITABLE_APPLICATION, OPEN_APPLICATION

HELD = (
    "Another application of yours is being read under this name and these details. "
    "To change them now, write to the association."
)


def being_read(person: Person) -> bool:
    """Whether an application of theirs is with a coordinator or with reviewers."""
    with_us = OPEN_APPLICATION - EDITABLE_APPLICATION
    return person.applications.filter(state__in=with_us).exists()
