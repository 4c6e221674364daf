"""Offers: fill what is open, let them leave, and keep access in step with them."""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from review_queue.items.queries.alike import waiting_for_alike
from review_queue.models import Assignment, Event
from review_queue.work.claims import Claim
from review_queue.work.registry import duty, job

from .actions.fill_slots import fill_slots
from .actions.gather import gather_all
from .actions.grant_wishes import grant_wishes
from .actions.let_go import let_go, let_go_everywhere
from .actions.repair_access import repair_access
from .actions.seed_alone import seed_alone
from .actions.tell_reviewers import moment_of, tell_reviewers
from .queries.demand import items_to_fill

logger = logging.getLogger(__name__)


@job("review_queue.assign", lease=120)
def assign(claim: Claim) -> None:
    """`claim.key` is the id of the event that opened a slot: one item, so one plan. It is drawn outside, and
    applied in the transaction that finishes the claim."""
    today, opened = timezone.localdate(), Event.objects.filter(pk=int(claim.key))
    gone = _gone_on(opened, today)
    own = Q(pk__in=opened.values("item")) | Q(pk__in=gone)
    fill_slots(items_to_fill(today).filter(own), within=claim.finish)


def _gone_on(opened: QuerySet[Event], today: date) -> list[UUID]:
    """What waited for others of its description, this one's, and waits no longer."""
    item = waiting_for_alike().filter(events__in=opened).select_related("round").first()
    return let_go(scored_in=item.round, pool=item.pool_id, today=today) if item else []


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


@duty("review_queue.fill_slots", every=timedelta(minutes=10))
def fill_open_slots() -> int:
    """Windows close, and slots stay open while nobody is eligible: try again, each round and pool at once."""
    return len(fill_slots(items_to_fill(timezone.localdate())))


@duty("review_queue.let_go", every=timedelta(minutes=10))
def let_go_of_those_that_wait() -> int:
    """What goes on is assigned by the next pass of `fill_slots`."""
    return let_go_everywhere()


@duty("review_queue.repair_access", every=timedelta(minutes=30))
def repair() -> int:
    """Rows and assignments are written together, so anything found came from somewhere else."""
    missing, too_many = repair_access()
    if missing or too_many:
        logger.warning(
            "Access rows did not match the assignments: %d missing, %d too many.", missing, too_many
        )
    return missing + too_many


@duty("review_queue.grant_wishes", every=timedelta(minutes=1))
def grant() -> int:
    return grant_wishes()


@duty("review_queue.gather_offers", every=timedelta(minutes=1))
def gather_offers() -> int:
    """After `seed_anchors` would be best, but either order will do."""
    return gather_all()


@duty("review_queue.seed_anchors", every=timedelta(minutes=1))
def seed() -> int:
    return seed_alone()
