"""A request for erasure: asked by a person, carried out or declined by a coordinator."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, Problem
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Erasure, Person
from endorsement_plugin.permissions import Visitor, erasures_coordinated_by
from endorsement_plugin.privacy.queries import open_erasure, open_matters
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.rules.states import ErasureState

NOTHING = "Nothing is held about you here beyond your account."


@transaction.atomic
def ask_erasure(*, association: Association, by: Visitor) -> Erasure:
    """Ask an association to erase what it holds about oneself. Raises NotAllowed; AlreadyOpen."""
    person = lock(Person).filter(user_id=by.pk or 0).first()
    if person is None:
        raise NotAllowed(NOTHING)
    there = open_erasure(person, association)
    if there is not None:
        raise AlreadyOpen("You have asked for this already.", str(there.pk))
    return Erasure.objects.create(association=association, person=person)


@transaction.atomic
def withdraw_erasure(*, erasure: UUID, by: Visitor) -> Erasure:
    """Take one's own request back. Raises NotAllowed; WrongState once it is being carried out."""
    row = lock(Erasure).filter(pk=erasure, person__user_id=by.pk or 0).first()
    if row is None:
        raise NotAllowed("This is not a request of yours.")
    move(row, ErasureState.WITHDRAWN)
    row.decided_at = timezone.now()
    row.save(update_fields=["state", "decided_at"])
    return row


@transaction.atomic
def approve_erasure(*, erasure: UUID, by: Visitor) -> Erasure:
    """Have it carried out by a job. Raises NotAllowed; WrongState; Incomplete with what has to end first."""
    row = _theirs(erasure, by)
    move(row, ErasureState.APPROVED)
    assert row.person is not None
    problems = [Problem("open_matter", words) for words in open_matters(row.person, row.association)]
    if problems:
        raise Incomplete("Something has to end first.", problems)
    _decide(row, by)
    ask("endorsement.erase", str(row.pk))
    return row


@transaction.atomic
def decline_erasure(*, erasure: UUID, by: Visitor, reason: str) -> Erasure:
    """Not to be carried out; the person reads why. Raises NotAllowed, WrongState; Incomplete without it."""
    row = _theirs(erasure, by)
    move(row, ErasureState.DECLINED)
    row.reason = given_reason(reason)
    _decide(row, by)
    return row


def _theirs(erasure: UUID, by: Visitor) -> Erasure:
    row = lock(Erasure, erasures_coordinated_by(by)).filter(pk=erasure).first()
    if row is None:
        raise NotAllowed("This was not asked of an association that you coordinate.")
    return row


def _decide(row: Erasure, by: Visitor) -> None:
    row.decided_at, row.decided_by_id = timezone.now(), by.pk
    row.save(update_fields=["state", "reason", "decided_at", "decided_by"])
