from collections.abc import Collection
from uuid import UUID

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Endorsement, Fee
from endorsement_plugin.permissions import Visitor, fees_coordinated_by


def locked_by_coordinator(by: Visitor, fee: UUID) -> Fee:
    """The fee, with what it is of locked before it. Raises NotAllowed."""
    if not fees_coordinated_by(by).filter(pk=fee).exists():
        raise NotAllowed("This is not a fee that you coordinate.")
    return locked(fee)


def locked(fee: UUID) -> Fee:
    """The same for whoever has been let through already."""
    lock_what_they_are_of([fee])
    return lock(Fee).get(pk=fee)


def lock_what_they_are_of(fees: Collection[UUID]) -> None:
    """Lock the applications and endorsements of all of these, in one order, before any of the fees."""
    rows = Fee.objects.filter(pk__in=fees)
    list(lock(Application).filter(pk__in=rows.values("application")).order_by("pk"))
    list(lock(Endorsement).filter(pk__in=rows.values("endorsement")).order_by("pk"))
