"""The clock held for everybody of an association, and let go again."""

from datetime import date

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent, ClockHold
from endorsement_plugin.permissions import Visitor, associations_coordinated_by
from endorsement_plugin.requirements.explaining import day as in_words

SETTING = "clock_hold"
"""As the association's events name it."""
LONGEST_DAYS = 366
PAST = "This day is past. Choose today or a later one."
TOO_LONG = "A year at the most. Hold it again when that is over."
NO_REASON = "Say why: everybody who coordinates reads it."
NOT_HELD = "The clock is not held any more."


@transaction.atomic
def hold_clock(*, association: Association, by: Visitor, until: date, reason: str, today: date) -> ClockHold:
    """Up to and including a day nothing is done about anybody's endorsement, and nobody is written to.

    Holding it again for another day adds to the history; the longest counts. Raises NotAllowed, WrongState.
    """
    _lock(association, by)
    if until < today:
        raise WrongState(PAST)
    if (until - today).days > LONGEST_DAYS:
        raise WrongState(TOO_LONG)
    if not reason.strip():
        raise WrongState(NO_REASON)
    hold = ClockHold.objects.create(
        association=association, until=until, reason=reason.strip(), set_by_id=by.pk
    )
    _record(association, by, f"until {in_words(until)}: {hold.reason}")
    return hold


@transaction.atomic
def let_clock_go(*, association: Association, by: Visitor, today: date) -> int:
    """It goes on today: how many holds end. What was held back is warned of a week before.

    Raises NotAllowed; WrongState where nothing holds it.
    """
    _lock(association, by)
    held = [one for one in ClockHold.objects.filter(association=association) if one.last_day >= today]
    if not held:
        raise WrongState(NOT_HELD)
    for one in held:
        one.lifted_on, one.lifted_by_id = today, by.pk
        one.save(update_fields=["lifted_on", "lifted_by"])
    _record(association, by, "no longer")
    return len(held)


def _record(association: Association, by: Visitor, after: str) -> None:
    AssociationEvent.objects.create(
        association=association, actor_id=by.pk, role="coordinator", setting=SETTING, after=after
    )


def _lock(association: Association, by: Visitor) -> None:
    mine = associations_coordinated_by(by).filter(pk=association.pk)
    if lock(Association, mine).first() is None:
        raise NotAllowed("You do not coordinate this association.")
