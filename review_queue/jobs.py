"""Background work of the queue. Each job re-reads what it needs and returns if the step is done."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from .assigning.actions.fill_slots import fill_slots
from .assigning.actions.gather import gather_all
from .assigning.actions.repair_access import repair_access
from .assigning.actions.seed_alone import seed_alone
from .assigning.actions.tell_reviewers import moment_of, tell_reviewers
from .assigning.queries.demand import items_to_fill
from .audit.actions import seal_events
from .clearance.actions.tell_clearers import tell_clearers
from .conf import conf
from .items.actions.sweep_files import sweep_files
from .models import Assignment, Mail
from .resolving.actions import compare
from .scoring.actions.end_work import end_due
from .scoring.actions.expire import expire_late
from .scoring.actions.forget_letters import forget_letters
from .scoring.actions.remind import remind
from .scoring.actions.tell_of_flag import tell_of_flag
from .work.claims import Claim
from .work.mail import deliver
from .work.registry import duty, job
from .work.retention import forget_done_work

logger = logging.getLogger(__name__)


@job("review_queue.assign", lease=120)
def assign(claim: Claim) -> None:
    """`claim.key` is the id of the event that opened a slot: one item, so one plan. It is drawn outside, and
    applied in the transaction that finishes the claim."""
    fill_slots(
        items_to_fill(timezone.localdate()).filter(events=int(claim.key)),
        within=claim.finish,
    )


@job("review_queue.compare")
def compare_reviews(claim: Claim) -> None:
    """`claim.key` is the id of the event of handing in."""
    with claim.finish():
        compare(event_id=int(claim.key))


@job("review_queue.tell_reviewers")
def tell_reviewers_of_offers(claim: Claim) -> None:
    """`claim.key` is the moment at which offers leave."""
    with claim.finish():
        for leaves in _moments(claim.key):
            tell_reviewers(leaves=leaves)


def _moments(key: str) -> list[datetime]:
    """One; or those of a plan whose id is the key, for work that was owed before offers left at moments."""
    try:
        return [moment_of(key)]
    except ValueError:
        offered = Assignment.objects.filter(plan=UUID(key)).order_by()
        return list(offered.values_list("offered_at", flat=True).distinct())


@job("review_queue.tell_clearers")
def tell_clearers_of_arrival(claim: Claim) -> None:
    """`claim.key` is the id of the event that put an item before the clearers."""
    with claim.finish():
        tell_clearers(event_id=int(claim.key))


@job("review_queue.tell_of_flag")
def tell_of_flagged_answer(claim: Claim) -> None:
    """`claim.key` is the id of the event of a flag."""
    with claim.finish():
        tell_of_flag(event_id=int(claim.key))


@job("review_queue.deliver_mail")
def deliver_mail(claim: Claim) -> None:
    """`claim.key` is the id of a letter."""
    deliver(claim, Mail)


@duty("review_queue.fill_slots", every=timedelta(minutes=10))
def fill_open_slots() -> int:
    """Windows close, and slots stay open while nobody is eligible: try again, each round and pool at once."""
    return len(fill_slots(items_to_fill(timezone.localdate())))


@duty("review_queue.expire", every=timedelta(minutes=10))
def expire() -> int:
    return expire_late(today=timezone.localdate())


@duty("review_queue.remind", every=timedelta(hours=1))
def remind_reviewers() -> int:
    return remind()


@duty("review_queue.repair_access", every=timedelta(minutes=30))
def repair() -> int:
    """Rows and assignments are written together, so anything found came from somewhere else."""
    missing, too_many = repair_access()
    if missing or too_many:
        logger.warning(
            "Access rows did not match the assignments: %d missing, %d too many.", missing, too_many
        )
    return missing + too_many


@duty("review_queue.gather_offers", every=timedelta(minutes=1))
def gather_offers() -> int:
    """After `seed_anchors` would be best, but either order will do."""
    return gather_all()


@duty("review_queue.end_work", every=timedelta(minutes=1))
def end_what_is_over() -> int:
    return end_due()


@duty("review_queue.seed_anchors", every=timedelta(minutes=1))
def seed() -> int:
    return seed_alone()


@duty("review_queue.seal", every=timedelta(minutes=1))
def seal() -> int:
    return seal_events()


@duty("review_queue.sweep_files", every=timedelta(days=1))
def sweep() -> int:
    return sweep_files()


@duty("review_queue.forget", every=timedelta(hours=1))
def forget() -> int:
    """What is kept for a set time: work of every app that is done, and the queue's own letters."""
    return forget_done_work(timedelta(days=conf().WORK_KEPT_DAYS)) + forget_letters()
