"""Keeping everything of somebody for now, and letting it go again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import AlreadyOpen, NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Person, RetentionHold
from endorsement_plugin.permissions import Visitor, coordinates
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.retention.queries.people import people_held_by

from .terms import lock_retention

NOT_THEIRS = "This association holds nothing about this person, or it is you."


@transaction.atomic
def place_hold(*, association: Association, person: UUID, reason: str, by: Visitor) -> RetentionHold:
    """Keep everything that the association holds about somebody until the hold is lifted.

    A batch of the job that is at work is waited for; nothing of theirs goes after that. Raises NotAllowed;
    Incomplete without a reason; AlreadyOpen while there is one.
    """
    if not coordinates(by, association):
        raise NotAllowed(NOT_THEIRS)
    lock_retention(association)
    row = lock(Person, people_held_by(association)).exclude(user_id=by.pk or 0).filter(pk=person).first()
    if row is None:
        raise NotAllowed(NOT_THEIRS)
    words = given_reason(reason)
    there = RetentionHold.objects.filter(association=association, person=row, lifted_at=None).first()
    if there is not None:
        raise AlreadyOpen("Everything of this person is held already.", str(there.pk))
    return RetentionHold.objects.create(
        association=association, person=row, reason=words, set_by_id=by.pk or 0
    )


@transaction.atomic
def lift_hold(*, hold: UUID, by: Visitor) -> RetentionHold:
    """Let the policy hold for them again. Raises NotAllowed; WrongState if it is lifted already."""
    row = RetentionHold.objects.select_related("association", "person").filter(pk=hold).first()
    if row is None or not coordinates(by, row.association) or row.person.user_id == by.pk:
        raise NotAllowed(NOT_THEIRS)
    lock_retention(row.association)
    row.refresh_from_db(fields=["lifted_at"])
    if row.lifted_at is not None:
        raise WrongState("This hold is lifted already.")
    row.lifted_at, row.lifted_by_id = timezone.now(), by.pk
    row.save(update_fields=["lifted_at", "lifted_by"])
    return row
