"""A chief lets a reviewer begin a calibration again that was not passed."""

from django.db import transaction
from django.utils import timezone

from ..errors import WrongState
from ..locks import lock
from ..models import AnchorCopy, Calibration, Event
from ..notifications import again_letter, write
from ..permissions import User
from .record import record

OPEN_TO_LEAVE = (Calibration.State.FAILED, Calibration.State.UNFINISHED)


@transaction.atomic
def let_begin_again(*, attempt: Calibration, by: User) -> Calibration:
    """The attempt stays as it was; the next may begin, and the reviewer is told. Raises WrongState."""
    locked = lock(Calibration).get(pk=attempt.pk)
    if locked.state not in OPEN_TO_LEAVE or locked.released_at:
        raise WrongState
    locked.released_at, locked.released_by_id = timezone.now(), by.pk
    locked.save(update_fields=["released_at", "released_by"])
    last = AnchorCopy.objects.filter(calibration=locked).order_by("-pk")[0]
    record(last.item, Event.Kind.BEGIN_AGAIN, actor=by, detail=f"calibration:{locked.pk}")
    write([again_letter(locked)])
    return locked
