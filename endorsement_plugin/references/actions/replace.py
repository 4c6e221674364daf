from uuid import UUID

from django.db import transaction

from endorsement_plugin.models import Reference
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.links import end_link
from endorsement_plugin.references.locks import lock_asked
from endorsement_plugin.rules.states import ReferenceState


@transaction.atomic
def replace_referee(*, reference: UUID, by: Visitor) -> Reference:
    """Give up on this referee, whose link ends, and leave the place to another.

    A received reference stays. Raises NotAllowed, WrongState.
    """
    application, row = lock_asked(by, reference)
    move(row, ReferenceState.REPLACED)
    end_link(row)
    row.save(update_fields=["state", "nonce", "token_digest"])
    record_writing(application, "referee_replaced", by=by, detail=f"reference {row.slot}")
    return row
