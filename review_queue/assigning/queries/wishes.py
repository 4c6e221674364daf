"""What reviewers have asked for, and when it is looked at: at one time for all, whoever asked when."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from review_queue.conf import conf
from review_queue.models import Reviewer, Wish

from .deadlines import moments_ahead

AN_HOUR = datetime.timedelta(hours=1)
AT_LEAST = datetime.timedelta(minutes=2)
"""The clock comes by once a minute."""


def looked_at_before() -> datetime.timedelta:
    """How long before offers leave the wishes for them are granted, and what leaves alone is accompanied."""
    return max(AT_LEAST, min(AN_HOUR, datetime.timedelta(minutes=conf().OFFERS_EVERY) / 2))


def granted_with() -> datetime.datetime:
    """When the offers leave for which a wish of now is in time: those of the moment before, all together,
    may have been granted already."""
    coming, following = moments_ahead(2)
    return coming if coming - timezone.now() > looked_at_before() else following


def wishes_of(reviewer: Reviewer) -> QuerySet[Wish]:
    """Those of whose offers the moment has not come: until then they look the same, granted or not."""
    return Wish.objects.filter(reviewer=reviewer, leaves__gt=timezone.now())


def wishes_due() -> QuerySet[Wish]:
    """In the order of their lots."""
    soon = timezone.now() + looked_at_before()
    return Wish.objects.filter(settled_at=None, leaves__lte=soon).select_related("reviewer").order_by("pk")
