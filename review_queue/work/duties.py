"""What the clock does besides sweeping: each duty once per period, whoever asks first."""

import logging

from django.db.models.functions import Now

from .models import Beat
from .registry import Duty, all_duties

logger = logging.getLogger(__name__)


def run_duties() -> int:
    """Run every duty whose time has come; how many. One that fails is logged and waits for its next time."""
    due = [duty for duty in all_duties() if _begin(duty)]
    for duty in due:
        ok, found = _carried_out(duty)
        Beat.objects.filter(pk=duty.name).update(ok=ok, found=found)
    return len(due)


def beat(name: str, *, ok: bool) -> None:
    """Note in the database's time that something of the clock has happened just now."""
    if not Beat.objects.filter(pk=name).update(at=Now(), ok=ok):
        Beat.objects.bulk_create([Beat(name=name, ok=ok)], ignore_conflicts=True)


def _begin(duty: Duty) -> bool:
    """A conditional UPDATE lets one of several clocks begin. A new duty begins at once."""
    _, new = Beat.objects.get_or_create(name=duty.name)
    return new or bool(Beat.objects.filter(pk=duty.name, at__lte=Now() - duty.every).update(at=Now()))


def _carried_out(duty: Duty) -> tuple[bool, int | None]:
    try:
        return True, duty.run()
    except Exception as error:
        logger.error("The duty %s failed: %s", duty.name, type(error).__qualname__)
        logger.debug("The error in full", exc_info=True)
        return False, None
