"""What the clock does besides sweeping: each duty once per period, whoever asks first."""

from django.db.models.functions import Now

from .models import Beat
from .registry import Duty, all_duties
from .rows import WHOLE, running


def run_duties() -> int:
    """Run every duty whose time has come; how many. One that fails, as a whole or with some of its rows, is
    logged, shown to the operator, and waits for its next time."""
    due = [duty for duty in all_duties() if _begin(duty)]
    for duty in due:
        ok, number = _carried_out(duty)
        Beat.objects.filter(pk=duty.name).update(ok=ok, found=number)
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
    with running(duty.name) as this:
        try:
            number = duty.run()
        except Exception as error:
            this.note(WHOLE, error)
            return False, None
        this.clear()
    return True, number
