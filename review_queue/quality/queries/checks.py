"""Whether a check of seals still goes on."""

from review_queue.models import SealCheck
from review_queue.work import status


def given_up(check: SealCheck) -> bool:
    """Whether its work was cut short as often as it may be: it ends only if an operator asks for it again."""
    work = status.given_up().filter(kind="review_queue.check_seals", key=str(check.pk))
    return bool(check.running) and work.exists()
