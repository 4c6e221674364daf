"""Why a place is open: how many of the pool cannot take it, by what keeps them from it. Nobody is named."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from review_queue.matching.eligibility import WhyNot, why_not
from review_queue.models import Event, Item

from .candidates import candidates
from .demand import OPENS, demands

ELIGIBLE = "eligible"
"""Could take it, were it not for what a plan gives to others."""


def why_open(items: Sequence[Item]) -> list[str]:
    """For each of these items, as `open:1 barred:2 full:1`: the open places, then people of the pool. As many
    queries as for one."""
    people = candidates(items)
    by_item = {UUID(one.item): one for one in demands(items)}
    lines = []
    for item in items:
        demand = by_item.get(item.pk)
        own = [one for one in people if demand and demand.pool in one.pools]
        counts = Counter(str(why_not(one, demand) or ELIGIBLE) for one in own if demand)
        places = len(demand.slots) if demand else 0
        lines.append(" ".join([f"open:{places}", *(f"{why}:{counts[why]}" for why in _ORDER if counts[why])]))
    return lines


_ORDER = (ELIGIBLE, *(str(why) for why in WhyNot))


def reasons_said(items: Sequence[Item]) -> dict[UUID, str]:
    """What was recorded last of each since one of its places last opened. One query."""
    said: dict[UUID, str] = {}
    rows = Event.objects.filter(item__in=[item.pk for item in items], kind__in=[*OPENS, Event.Kind.UNFILLED])
    for item, kind, detail in rows.order_by("pk").values_list("item_id", "kind", "detail"):
        assert item is not None
        said[item] = detail if kind == Event.Kind.UNFILLED else ""
    return said
