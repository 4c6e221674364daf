"""How every move begins: with the endorsement, locked."""

from collections.abc import Collection

from django.db.models import QuerySet

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor, endorsements_decided_by, endorsements_of

NOT_THEIRS = "You do not coordinate this endorsement."
NOT_YOURS = "This is not your endorsement."


def lock_decided(by: Visitor, endorsement: int) -> Endorsement:
    """One that a coordinator may move, locked to the end of the transaction. Raises NotAllowed.

    Nobody moves their own.
    """
    return _locked(endorsements_decided_by(by), endorsement, NOT_THEIRS)


def lock_decided_with(by: Visitor, endorsement: int, also: Collection[int]) -> dict[int, Endorsement]:
    """The same, with those of `also` that this coordinator may move, all in one order. Raises NotAllowed."""
    theirs = endorsements_decided_by(by).filter(pk__in=also).values_list("pk", flat=True)
    return {pk: lock_decided(by, pk) for pk in sorted({endorsement, *(theirs if also else ())})}


def lock_own(by: Visitor, endorsement: int) -> Endorsement:
    """One that this person holds, locked to the end of the transaction. Raises NotAllowed."""
    return _locked(endorsements_of(by), endorsement, NOT_YOURS)


def _locked(rows: QuerySet[Endorsement], endorsement: int, refusal: str) -> Endorsement:
    with_them = lock(Endorsement, rows).select_related("person__user", "credential", "association__site")
    row = with_them.filter(pk=endorsement).first()
    if row is None:
        raise NotAllowed(refusal)
    return row


def lock_drawn(endorsement: int) -> Endorsement:
    """One that was drawn by lot, which asks nobody who they are; locked. Raises NotAllowed if it is gone."""
    return _locked(Endorsement.objects.all(), endorsement, NOT_THEIRS)
