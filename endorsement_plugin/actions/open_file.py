from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.background import ask
from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor

from .coordinating import lock_application
from .events import record_event


@transaction.atomic
def open_file(*, application: UUID, by: Visitor, today: date) -> Application:
    """A coordinator reads an application; noted once a day, and it keeps them from scoring its exam, also
    one that they are scoring. Raises NotAllowed.
    """
    row = lock_application(by, application)
    noted = row.events.filter(action="opened", actor_id=by.pk, at__date=today)
    if not noted.exists():
        event = record_event(row, "opened", by=by, role="coordinator")
        ask("endorsement.keep_reader_away", str(event.pk))
    return row
