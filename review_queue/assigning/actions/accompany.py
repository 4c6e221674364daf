"""Anchors for other reviewers, so that what has waited longest does not leave alone."""

from collections import Counter
from itertools import cycle, islice

from django.db.models import QuerySet

from review_queue.assigning.queries.anchor_seeding import who_knows_them
from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.waiting import Outlook
from review_queue.locks import lock
from review_queue.models import Assignment, Item, Reviewer
from review_queue.rules.seeding import by_lot

from .copy_anchors import Copy, copy_anchors
from .offer import drawn
from .seed_anchors import copies_beside


def accompany(offers: QuerySet[Assignment], batch: Outlook) -> int:
    """How many: as many as make it enough, or none if there are not so many to give.

    They count as anchors that these reviewers are owed later. The caller holds a transaction.
    """
    listed = list(offers.select_related("item__round", "reviewer").order_by("pk"))
    model = next(one.item for one in listed if one.item.kind == Item.Kind.ANSWER)
    copies = _copies(model, {one.reviewer_id for one in listed}, batch)
    if copies:
        copy_anchors(copies)
    return len(copies)


def _copies(model: Item, offered: set[int], batch: Outlook) -> list[Copy]:
    """One for each of the others in turn, in an order that nobody can foresee."""
    room = {one: places for one, places in _others(model).items() if one not in offered}
    locked = lock(Reviewer).filter(pk__in=room).order_by("pk")
    people = {one.pk: one for one in locked}
    lots = by_lot(people, seed=model.round.seed, words=str(model.pk))
    number = Counter(islice(cycle(lots), batch.missing))
    if any(number[one] > room[one] for one in number):
        return []
    copies = copies_beside([drawn(model, 1, people[one], batch.leaves) for one in number], number)
    reached = len({one.reviewer.pk for one in copies} | offered)
    whole = Outlook(batch.leaves, batch.answers + len(copies), reached)
    return copies if whole.enough else []


def _others(model: Item) -> dict[int, int]:
    """Who reads the language and does not know the anchors, with the room they have."""
    able = {
        one.id: one.room
        for one in candidates([model])
        if one.room and (not one.languages or model.language in one.languages)
    }
    knowing = who_knows_them(model.pool_id, able)
    return {one: room for one, room in able.items() if one not in knowing}
