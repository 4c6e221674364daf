"""Whose records an association keeps, and on whom it has a hold."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from endorsement_plugin.models import Application, Association, Endorsement, Person, RetentionHold
from endorsement_plugin.permissions import Visitor, associations_coordinated_by


def people_held_by(association: Association) -> QuerySet[Person]:
    """Whoever has an application or an endorsement there."""
    theirs = {"person": OuterRef("pk"), "association": association}
    held = Exists(Application.objects.filter(**theirs)) | Exists(Endorsement.objects.filter(**theirs))
    return Person.objects.filter(Q(held))


def holds_coordinated_by(user: Visitor) -> QuerySet[RetentionHold]:
    """The holds of the associations this person coordinates, and not one on themselves."""
    rows = RetentionHold.objects.filter(association__in=associations_coordinated_by(user))
    return rows.exclude(person__user_id=user.pk or 0)


def hold_on(person: Person, association: Association) -> RetentionHold | None:
    """The one that keeps everything of them now."""
    return RetentionHold.objects.filter(person=person, association=association, lifted_at=None).first()
