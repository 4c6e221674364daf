from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db import transaction

from endorsement_plugin.background import for_each_row
from endorsement_plugin.letters import news_letter
from endorsement_plugin.models import ApplicationEvent, Association, Mail, NoticeChoice
from endorsement_plugin.notifications import queue_mail
from endorsement_plugin.queries.news import FROM_HOUR, choices_of, coordinators_of, day_of, news_between

DAYS_BACK = 3
"""A clock that stood still tells what it missed, up to this many days."""

AT_ONCE = NoticeChoice.Pace.AT_ONCE


def tell_coordinators(*, association: Association, now: datetime) -> None:
    """Write to its coordinators what is new, each as chosen. Nothing new is no mail; twice is once."""
    choices = choices_of(association)

    def tell(person: Any) -> None:
        chosen = choices.get(person.pk)
        if chosen and chosen.pace == AT_ONCE:
            _at_once(association, person, max(chosen.since, now - timedelta(days=DAYS_BACK)), now)
        else:
            _daily(association, person, chosen.since if chosen else None, now)

    for_each_row(
        coordinators_of(association), tell, name=lambda one: f"association {association.pk}, user {one.pk}"
    )


def _at_once(association: Association, person: Any, since: datetime, now: datetime) -> None:
    news = {f"news:{event.pk}:{person.pk}": event for event in news_between(association, since, now)}
    told = set(Mail.objects.filter(event_key__in=news).values_list("event_key", flat=True))
    new = [(key, event) for key, event in news.items() if key not in told]
    for_each_row(new, lambda one: _write(association, person, one[0], [one[1]]), name=itemgetter(0))


def _daily(association: Association, person: Any, since: datetime | None, now: datetime) -> None:
    here = now.astimezone(association.zone)
    for back in range(DAYS_BACK, 0, -1):
        day = here.date() - timedelta(days=back)
        if back == 1 and here.hour < FROM_HOUR:
            continue
        begin, end = day_of(association, day)
        key = f"news:{association.pk}:{day}:{person.pk}"
        if Mail.objects.filter(event_key=key).exists():
            continue
        _write(association, person, key, news_between(association, max(begin, since or begin), end))


def _write(association: Association, person: Any, key: str, news: list[ApplicationEvent]) -> None:
    """Nobody is told of an application of their own."""
    theirs = [event for event in news if event.application.person.user_id != person.pk]
    if not theirs:
        return
    letter = news_letter(association, theirs)
    with transaction.atomic():
        queue_mail(
            event_key=key, to=person.email, subject=letter.subject, body=letter.body, association=association
        )
