"""The moments and deadlines of `rules.moments`, by the settings and in the site's zone, whoever looks."""

import datetime

from django.utils import timezone

from review_queue.conf import conf
from review_queue.models import Round
from review_queue.rules import moments


def leaves_at() -> datetime.datetime:
    """When an offer leaves that is made now."""
    now, zone = timezone.now(), timezone.get_default_timezone()
    return moments.next_moment(now, every=conf().OFFERS_EVERY, zone=zone)


def moments_ahead(count: int) -> list[datetime.datetime]:
    """The next moments, so many. With offers that leave at once, all are now."""
    every, zone = conf().OFFERS_EVERY, timezone.get_default_timezone()
    times = [leaves_at()] if count else []
    while len(times) < count:
        times.append(moments.next_moment(times[-1], every=every, zone=zone))
    return times


def leaves_at_latest(made: datetime.datetime) -> datetime.datetime:
    """When an offer leaves that was made then, if too little leaves with it until then; never before the
    next moment."""
    every, wait, zone = conf().OFFERS_EVERY, conf().OFFERS_WAIT_AT_MOST, timezone.get_default_timezone()
    return max(leaves_at(), moments.latest_moment(made, every=every, wait=wait, zone=zone))


def in_batches() -> bool:
    """Whether offers wait until enough of them leave together."""
    return conf().OFFERS_EVERY > 0 and conf().OFFERS_TOGETHER > 1


def left_at() -> datetime.datetime:
    """When the last offers have left."""
    now, zone = timezone.now(), timezone.get_default_timezone()
    return moments.last_moment(now, every=conf().OFFERS_EVERY, zone=zone)


def deadlines(scored_in: Round, leaves: datetime.datetime) -> tuple[datetime.date, datetime.datetime]:
    """When the work of an offer is due if its item does not say, and when the offer ends: with the day in
    which the round's hours are over."""
    zone = timezone.get_default_timezone()
    due = timezone.localdate(leaves, zone) + datetime.timedelta(days=scored_in.days_to_score)
    last = timezone.localdate(leaves + datetime.timedelta(hours=scored_in.hours_to_answer), zone)
    return due, moments.end_of(last, zone)
