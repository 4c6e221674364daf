"""Tell reviewers what is offered: one letter from each pool for all that leaves at one moment."""

import datetime
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from review_queue.assigning.letters import offer_letter
from review_queue.assigning.queries.deadlines import in_batches
from review_queue.assigning.queries.waiting import left_together, too_few
from review_queue.mail import write
from review_queue.models import Assignment, Event, Item, Reviewer
from review_queue.record import record
from review_queue.rules.transitions import AssignmentState
from review_queue.work.asking import ask

KEY = "%Y%m%dT%H%M%S%fZ"


def owe_letters(leaves: datetime.datetime) -> None:
    """Have the letters of what leaves at this moment written then, however often it is asked for."""
    wait = leaves - timezone.now()
    delay = wait if wait > datetime.timedelta(0) else None
    ask("review_queue.tell_reviewers", leaves.astimezone(datetime.UTC).strftime(KEY), delay=delay)


def moment_of(key: str) -> datetime.datetime:
    """The moment that `owe_letters` made a key of. Raises ValueError for any other key."""
    return datetime.datetime.strptime(key, KEY).replace(tzinfo=datetime.UTC)


@transaction.atomic
def tell_reviewers(*, leaves: datetime.datetime) -> None:
    """What has been answered or withdrawn since is left out.

    Letters are in the order of reviewers: who is written to next has nothing to do with who shares an answer.
    """
    offers: defaultdict[tuple[Reviewer, int], list[Assignment]] = defaultdict(list)
    _note_alone(leaves)
    waiting = Assignment.objects.filter(offered_at=leaves, state=AssignmentState.OFFERED)
    for one in waiting.select_related("reviewer__user", "item__round").order_by("reviewer_id", "due", "code"):
        offers[one.reviewer, one.item.pool_id].append(one)
    write(offer_letter(leaves, reviewer, offered) for (reviewer, _), offered in offers.items())


def _note_alone(leaves: datetime.datetime) -> None:
    """Say in the trail, once, of which answers it could be told who shares them."""
    if not in_batches():
        return
    groups: defaultdict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for one in left_together(leaves).select_related("item").order_by("pk"):
        groups[one.item.round_id, one.item.pool_id].append(one)
    alone = [one.item for offers in groups.values() if too_few(offers) for one in offers]
    for item in {one.pk: one for one in alone if one.kind == Item.Kind.ANSWER}.values():
        detail = leaves.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")
        if not item.events.filter(kind=Event.Kind.LEFT_ALONE, detail=detail).exists():
            record(item, Event.Kind.LEFT_ALONE, detail=detail)
