"""What has been offered and has not left yet: how much of it there is, and when it leaves."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from review_queue.conf import conf
from review_queue.models import Assignment, Event, Item, Pool
from review_queue.rules.moments import REVIEWERS, enough
from review_queue.rules.transitions import AssignmentState

from .deadlines import in_batches, leaves_at, leaves_at_latest

Group = tuple[int, int]
"""A round and a pool. Others do not count: lists and letters name both."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What leaves together at one moment, as far as is known now. Anchors among the answers count."""

    leaves: datetime.datetime
    answers: int
    reviewers: int

    @property
    def enough(self) -> bool:
        return enough(self.answers, self.reviewers, together=conf().OFFERS_TOGETHER)

    @property
    def missing(self) -> int:
        """How many more offers, of other answers and to other reviewers, would be enough."""
        return max(0, conf().OFFERS_TOGETHER - self.answers, REVIEWERS - self.reviewers)

    @property
    def sentence(self) -> str:
        """For the chief reviewer."""
        zone = timezone.get_default_timezone()
        when = date_format(timezone.localtime(self.leaves, zone), "l, j F, H:i T")
        if self.enough or not in_batches():
            return f"Offers leave on {when}; each reviewer gets one mail then."
        wanted = f"{self.missing} other answer{'' if self.missing == 1 else 's'}"
        if self.answers >= conf().OFFERS_TOGETHER:
            wanted = "an answer that goes to other reviewers"
        return (
            f"Offers wait for at least {wanted}, so that no two reviewers can tell that they share one. "
            f"They leave by {when}, at the latest."
        )


def waiting(scored_in: int, pool: int) -> QuerySet[Assignment]:
    """Offers and anchors of a round and pool whose moment can still be moved."""
    kinds = [Item.Kind.ANSWER, Item.Kind.SEEDED]
    offers = _not_left().filter(item__kind__in=kinds, item__round=scored_in, item__pool=pool)
    return offers.filter(offered_at__gte=leaves_at())


def waiting_groups() -> list[Group]:
    """Where answers wait to leave. One query."""
    offers = _not_left().filter(item__kind=Item.Kind.ANSWER).order_by()
    return sorted(offers.values_list("item__round", "item__pool").distinct())


def outlook(offers: QuerySet[Assignment]) -> Outlook | None:
    """When these of one group leave, by when the first was made; None if no answer is among them. Two
    queries."""
    counted = offers.order_by().aggregate(
        answers=Count("item", distinct=True), reviewers=Count("reviewer", distinct=True)
    )
    made = Event.objects.filter(kind=Event.Kind.OFFERED, assignment__in=offers.values("pk"))
    first = made.filter(item__kind=Item.Kind.ANSWER).aggregate(first=Min("at"))["first"]
    if first is None:
        return None
    batch = Outlook(leaves_at(), counted["answers"], counted["reviewers"])
    return batch if batch.enough else Outlook(leaves_at_latest(first), batch.answers, batch.reviewers)


def leaving_in(scored_in: int, pools: Iterable[Pool]) -> dict[Pool, Outlook]:
    """What waits to leave in a round, by pool. Two queries for each pool."""
    batches = {pool: outlook(waiting(scored_in, pool.pk)) for pool in pools}
    return {pool: one for pool, one in batches.items() if one}


def left_together(leaves: datetime.datetime) -> QuerySet[Assignment]:
    """What left at this moment: offers that had ended before are not among it."""
    kinds = [Item.Kind.ANSWER, Item.Kind.SEEDED]
    return Assignment.objects.filter(offered_at=leaves, item__kind__in=kinds).exclude(closed_at__lt=leaves)


def too_few(offers: Iterable[Assignment]) -> bool:
    """Whether who pools these, which left at one moment, could tell who shares an answer."""
    listed = list(offers)
    answers, reviewers = {one.item_id for one in listed}, {one.reviewer_id for one in listed}
    return not enough(len(answers), len(reviewers), together=conf().OFFERS_TOGETHER)


def _not_left() -> QuerySet[Assignment]:
    return Assignment.objects.filter(state=AssignmentState.OFFERED, offered_at__gt=timezone.now())
