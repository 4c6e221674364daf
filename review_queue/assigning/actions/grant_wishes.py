""" "Give me one": what a reviewer asks for comes with the next offers, or does not; asking tells nothing."""

from django.utils import timezone

from review_queue.assigning.queries.wishes import granted_with, wishes_due
from review_queue.models import Reviewer, Wish
from review_queue.work.rows import for_each_row

from .take_one import take_one


def wish_for_one(*, reviewer: Reviewer) -> Wish:
    """Keep the wish. Nothing is looked up: neither the answer to it nor its time tells what waits."""
    return Wish.objects.create(reviewer=reviewer, leaves=granted_with())


def grant_wishes() -> int:
    """Look at all wishes for the offers that leave next, in the order of their lots; how many were granted.
    For the clock. Wishes whose moment is over are forgotten."""
    Wish.objects.filter(settled_at__isnull=False, leaves__lte=timezone.now()).delete()
    return sum(for_each_row(wishes_due(), _grant))


def _grant(wish: Wish) -> bool:
    made = take_one(wish=wish, today=timezone.localdate())
    if made is None:
        Wish.objects.filter(pk=wish.pk, settled_at=None).update(settled_at=timezone.now())
    return made is not None
