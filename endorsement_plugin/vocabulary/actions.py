"""A framework of competencies gets a version that requirements can use, and after it the next one."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent, CompetencyArea, CompetencyFramework
from endorsement_plugin.permissions import Visitor

from .queries import frameworks_edited_by

PUBLISHED = "competency_framework"
"""As the association's events name it."""


@transaction.atomic
def publish_framework(*, framework: UUID, by: Visitor) -> CompetencyFramework:
    """From now on requirements can use this version, and nobody can change it. Publishing it again changes
    nothing. Raises NotAllowed, and WrongState for one without areas.
    """
    row = _lock(framework, by)
    if row.is_published:
        return row
    if not row.areas.exists():
        raise WrongState("This version has no areas yet. Add at least one, then publish it.")
    row.published_at = timezone.now()
    row.published_by_id = by.pk
    row.save(update_fields=["published_at", "published_by"])
    AssociationEvent.objects.create(
        association_id=row.association_id,
        actor_id=by.pk,
        role="editor",
        setting=PUBLISHED,
        before=f"version {row.number - 1}" if row.number > 1 else "",
        after=str(row),
    )
    return row


@transaction.atomic
def next_version(*, framework: UUID, by: Visitor) -> CompetencyFramework:
    """A version to be written, with the areas of this one; the one that is there already, if there is one.

    Whoever begins one at the same time, from whichever version, gets the same. Raises NotAllowed, and
    WrongState as long as this one is not published.
    """
    row = _lock(framework, by)
    if not row.is_published:
        raise WrongState("This version is not published yet. Change it as it is.")
    family = CompetencyFramework.objects.filter(association=row.association_id, name=row.name)
    newest = family.order_by("-number")[0]
    if not newest.is_published:
        return newest
    made = CompetencyFramework.objects.create(
        association_id=row.association_id, name=row.name, number=newest.number + 1
    )
    kept = ("sort_order", "domain", "label", "value", "kinds")
    CompetencyArea.objects.bulk_create(
        CompetencyArea(framework=made, **{name: getattr(area, name) for name in kept})
        for area in row.areas.all()
    )
    return made


def _lock(framework: UUID, by: Visitor) -> CompetencyFramework:
    """This version, after the association: its versions are numbered one after the other."""
    mine = frameworks_edited_by(by).filter(pk=framework)
    lock(Association).filter(pk__in=mine.values("association")).first()
    row = lock(CompetencyFramework, mine).first()
    if row is None:
        raise NotAllowed("There is no such framework.")
    return row
