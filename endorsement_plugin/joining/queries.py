"""What stands in the way of making one person of two."""

from collections.abc import Iterator

from endorsement_plugin.models import Application, Endorsement, Person
from endorsement_plugin.registry.actions.grant import all_held
from endorsement_plugin.rules.states import OPEN_APPLICATION

HELD_TWICE = (
    "Both hold {code}: the numbers are {one} and {other}. Nobody is endorsed twice, so retire one of them "
    "first."
)
OPEN_TWICE = "Both have an open application for {code}. One of them has to be withdrawn first."
OPEN_BESIDE = (
    "{association} takes one application at a time, and these two have one for {one} and one for {other}. "
    "One of them has to be withdrawn first."
)


def reasons_against(one: Person, other: Person) -> list[str]:
    """Why these two cannot be made one person, in words; empty if they can. Two queries."""
    return [*_held_twice(one, other), *_open_twice(one, other)]


def _held_twice(one: Person, other: Person) -> Iterator[str]:
    held: dict[int, Endorsement] = {}
    for row in all_held([one, other]).select_related("credential").order_by("granted_on", "number"):
        first = held.setdefault(row.credential_id, row)
        if first.person_id != row.person_id:
            yield HELD_TWICE.format(code=row.credential.code, one=first.number, other=row.number)


def _open_twice(one: Person, other: Person) -> Iterator[str]:
    rows = Application.objects.filter(person__in=[one, other], state__in=OPEN_APPLICATION)
    open_ones = list(rows.select_related("credential", "association").order_by("created_at"))
    for mine in open_ones:
        for theirs in open_ones:
            if mine.person_id == one.pk and theirs.person_id == other.pk:
                yield from _beside(mine, theirs)


def _beside(mine: Application, theirs: Application) -> Iterator[str]:
    if mine.credential_id == theirs.credential_id:
        yield OPEN_TWICE.format(code=mine.credential.code)
    elif mine.association_id == theirs.association_id and mine.association.one_application_at_a_time:
        yield OPEN_BESIDE.format(
            association=mine.association.short_name, one=mine.credential.code, other=theirs.credential.code
        )
