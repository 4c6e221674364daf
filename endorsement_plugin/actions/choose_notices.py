from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import local
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock, update_or_create
from endorsement_plugin.models import Association, NoticeChoice
from endorsement_plugin.queries.news import FROM_HOUR, coordinators_of, day_of


@transaction.atomic
def choose_notices(*, association: Association, by: AbstractBaseUser, pace: NoticeChoice.Pace) -> None:
    """Hear of the association's applications once a day, or at once, from now on.

    The same choice again changes nothing. Whoever chooses "at once" hears at once of what no daily mail has
    told yet. Raises NotAllowed for whoever is no coordinator of it.
    """
    if not coordinators_of(association).filter(pk=by.pk).exists():
        raise NotAllowed("Only coordinators hear of an association's applications.")
    row = lock(NoticeChoice).filter(association=association, user_id=by.pk).first()
    if row and row.pace == pace:
        return
    since = timezone.now() if pace == NoticeChoice.Pace.DAILY else _not_told_yet(association)
    update_or_create(
        NoticeChoice, association=association, user_id=by.pk, defaults={"pace": pace, "since": since}
    )


def _not_told_yet(association: Association) -> datetime:
    """The beginning of this day, or of the one before until its mail leaves."""
    here = local(timezone.now(), association)
    last = here.date() - timedelta(days=1 if here.hour < FROM_HOUR else 0)
    return day_of(association, last)[0]
