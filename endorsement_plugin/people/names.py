"""What a person is called: fit for a letter, and signed with."""

from collections.abc import Iterator

from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Person
from endorsement_plugin.rules.signing import signs_as
from review_queue.typed.fields import NO_LINK
from review_queue.typed.links import holds_link

NO_NAME = "Enter your name."


def name_problems(person: Person, step: str) -> Iterator[Problem]:
    """What keeps this name from standing in a letter. `step` is where it is put right."""
    if not person.name:
        yield Problem("required", NO_NAME, (step, "person-given_name"), step)
    for name in ("given_name", "family_name"):
        if holds_link(getattr(person, name)):
            yield Problem("link", NO_LINK, (step, f"person-{name}"), step)


def is_name_of(person: Person, typed: str) -> bool:
    """Whether this is a name that the person goes by; also while they have given none."""
    if not person.name:
        return True
    further = (person.preferred_name, *person.nicknames.split(","))
    return signs_as(
        typed,
        given=(person.given_name, *further) if person.given_name else (),
        family=(person.family_name, *person.former_names.split(",")) if person.family_name else (),
    )
