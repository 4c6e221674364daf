from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.fees.queries import chargeable
from endorsement_plugin.models import Fee
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event

from .fall_due import owed


@transaction.atomic
def charge(*, application: UUID, by: Visitor, key: str) -> Fee:
    """A coordinator charges a line of the credential that has not fallen due by itself.

    Raises NotAllowed; WrongState for a line that the credential does not have or that is charged already.
    """
    row = lock_application(by, application)
    line = next((one for one in chargeable(row) if one.key == key), None)
    if line is None:
        raise WrongState("This fee is charged already, or not among the credential's any more.")
    (fee,) = owed(row, [line])
    record_event(row, "fee_charged", by=by, role="coordinator", detail=f"{fee.label}, {fee.price}")
    return fee
