"""What becomes of a copy of an anchor. Nothing that its reviewer sees depends on it, but for calibrations."""

import datetime

from django.utils import timezone

from ..locks import lock
from ..models import Assignment, Calibration, Event, Item
from ..notifications import calibration_letters, write
from ..queries.calibrating import compared
from ..rules.calibration import Standard, meets, together
from ..rules.transitions import ACTIVE, ItemState
from .record import move, record


def calibration_scored(item: Item) -> None:
    """The review of a locked copy is handed in; the next page shows how it compares.

    A seeded one stays `assigned`, as an answer does whose other review is awaited, and reports compare it.
    """
    move(item, ItemState.SCORED)
    _end_if_complete(item)


def give_up(item: Item) -> None:
    """A locked copy will not be scored."""
    move(item, ItemState.WITHDRAWN)
    if item.kind == Item.Kind.CALIBRATION:
        _end_if_complete(item)


def _end_if_complete(item: Item) -> None:
    """The attempt ends with its last text: passed, not passed, or not finished."""
    attempt = lock(Calibration).get(copies__item=item)
    if Assignment.objects.filter(item__anchor_copy__calibration=attempt, state__in=ACTIVE).exists():
        return
    _judge(attempt)
    _write(attempt)
    tally = f"{attempt.exact}/{attempt.adjacent}/{attempt.marks}:{attempt.flips}"
    record(item, Event.Kind.CALIBRATED, detail=f"{attempt.state}:{tally}")
    if attempt.state != Calibration.State.PASSED:
        write(calibration_letters(attempt))


def _judge(attempt: Calibration) -> None:
    found, asked = compared(attempt), attempt.anchor_set
    tally = together(one.tally for one in found)
    attempt.marks, attempt.exact = tally.marks, tally.exact
    attempt.adjacent, attempt.flips = tally.adjacent, tally.flips
    if len(found) < attempt.copies.count():
        attempt.state = Calibration.State.UNFINISHED
    elif meets(tally, Standard(asked.exact_least, asked.adjacent_least)):
        attempt.state = Calibration.State.PASSED
    else:
        attempt.state = Calibration.State.FAILED


def _write(attempt: Calibration) -> None:
    attempt.ended_at = timezone.now()
    if attempt.state == Calibration.State.PASSED:
        lasts = datetime.timedelta(days=attempt.anchor_set.valid_days)
        attempt.valid_until = timezone.localdate(attempt.ended_at) + lasts
    attempt.save()
