"""Deadlines of reviewers, what ends, and what they flag."""

from datetime import timedelta

from django.utils import timezone

from review_queue.work.claims import Claim
from review_queue.work.registry import duty, job

from .actions.end_work import end_due
from .actions.expire import expire_late
from .actions.release_closed import release_closed
from .actions.remind import remind
from .actions.tell_of_flag import tell_of_flag
from .actions.thank import thank_all


@duty("review_queue.expire", every=timedelta(minutes=10))
def expire() -> int:
    return expire_late(today=timezone.localdate())


@duty("review_queue.release_closed", every=timedelta(minutes=10))
def release() -> int:
    """Accounts are closed elsewhere, and nothing tells of it."""
    return release_closed()


@duty("review_queue.remind", every=timedelta(hours=1))
def remind_reviewers() -> int:
    return remind()


@duty("review_queue.end_work", every=timedelta(minutes=1))
def end_what_is_over() -> int:
    return end_due()


@duty("review_queue.thank", every=timedelta(minutes=1))
def thank() -> int:
    return thank_all()


@job("review_queue.tell_of_flag")
def tell_of_flagged_answer(claim: Claim) -> None:
    """`claim.key` is the id of the event of a flag."""
    with claim.finish():
        tell_of_flag(event_id=int(claim.key))
