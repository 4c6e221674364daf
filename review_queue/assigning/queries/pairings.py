"""Who has scored together: read so that the same two do not always score together."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count

from review_queue.models import PAIR, Assignment, Reviewer, Round
from review_queue.rules.transitions import HOLDS_SLOT


def pairs_worked(scored_in: Round) -> dict[tuple[int, int], int]:
    """How many items of the round each two reviewers score, or have scored, together; the lower id first."""
    first, second = PAIR
    held = Assignment.objects.filter(
        item__round=scored_in,
        slot=first,
        state__in=HOLDS_SLOT,
        item__assignments__slot=second,
        item__assignments__state__in=HOLDS_SLOT,
    )
    counts: Counter[tuple[int, int]] = Counter()
    teams = held.values_list("reviewer", "item__assignments__reviewer").annotate(items=Count("pk")).order_by()
    for one, other, items in teams:
        counts[min(one, other), max(one, other)] += items
    return counts


def times_together(reviewer: Reviewer, items: Collection[UUID]) -> Counter[UUID]:
    """For each item that somebody scores already, how often these two have scored together in its round."""
    holding = Assignment.objects.filter(item__in=items, slot__in=PAIR, state__in=HOLDS_SLOT)
    beside = list(holding.exclude(reviewer=reviewer).values_list("item_id", "item__round_id", "reviewer_id"))
    shared = Assignment.objects.filter(
        reviewer__in={who for *_, who in beside},
        slot__in=PAIR,
        state__in=HOLDS_SLOT,
        item__in=Assignment.objects.filter(
            reviewer=reviewer,
            slot__in=PAIR,
            state__in=HOLDS_SLOT,
            item__round__in={one for _, one, _ in beside},
        ).values("item"),
    )
    counted = Counter(shared.values_list("item__round_id", "reviewer_id"))
    return Counter({item: counted[scored_in, who] for item, scored_in, who in beside})
