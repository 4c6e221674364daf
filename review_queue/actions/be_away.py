"""A reviewer says until when nothing new should come, or that he or she is back."""

import datetime

from django.db import transaction

from ..errors import TooFarAway
from ..models import Event, Reviewer
from .record import record

LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def be_away(*, reviewer: Reviewer, until: datetime.date | None, today: datetime.date) -> Reviewer:
    """The reviewer, away up to and with that day; back at once if it is None. What is held stays held.

    Raises TooFarAway for a day that is over, or more than a year from now.
    """
    if until is not None and not today <= until <= today + LONGEST:
        raise TooFarAway
    locked = (
        Reviewer.objects.select_for_update(no_key=True, of=("self",))
        .select_related("user")
        .get(pk=reviewer.pk)
    )
    locked.away_until = until
    locked.save(update_fields=["away_until"])
    record(None, Event.Kind.AWAY, actor=locked.user, detail=until.isoformat() if until else "back")
    return locked
