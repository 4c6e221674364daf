"""What a credential demands, and from when."""

from datetime import date
from uuid import UUID

from endorsement_plugin.models import RequirementSet


def requirement_sets_of(family: UUID, day: date) -> tuple[RequirementSet | None, RequirementSet | None]:
    """The set in force on a day, and the newest one if it only comes into force later. One query."""
    sets = RequirementSet.objects.filter(credential__family=family).order_by("-number")[:10]
    in_force = next((found for found in sets if found.effective_from <= day), None)
    newest = next(iter(sets), None)
    return in_force, newest if newest and newest.effective_from > day else None
