"""What does not go by itself, told once a day."""

from datetime import timedelta

from review_queue.work.registry import duty

from .actions.tell_chiefs import tell_chiefs


@duty("review_queue.tell_chiefs", every=timedelta(hours=1))
def tell_of_stalls() -> int:
    return tell_chiefs()
