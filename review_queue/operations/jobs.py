"""Letters: sent one by one, and removed, with done work, when they are old."""

from datetime import timedelta

from review_queue.conf import conf
from review_queue.models import Mail
from review_queue.scoring.actions.forget_letters import forget_letters
from review_queue.work.claims import Claim
from review_queue.work.mail import deliver
from review_queue.work.registry import duty, job
from review_queue.work.retention import forget_done_work


@job("review_queue.deliver_mail")
def deliver_mail(claim: Claim) -> None:
    """`claim.key` is the id of a letter."""
    deliver(claim, Mail)


@duty("review_queue.forget", every=timedelta(hours=1))
def forget() -> int:
    """What is kept for a set time: work of every app that is done, and the queue's own letters."""
    return forget_done_work(timedelta(days=conf().WORK_KEPT_DAYS)) + forget_letters()
