"""Where items are, with what has stopped."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from review_queue.items.queries.standings import Status, standings
from review_queue.models import Item
from review_queue.rules.transitions import IN_NEED

from .stalled import open_places


def status(ref: UUID | str) -> Status:
    """Where the item is now, for a sender that heard no signal."""
    return statuses([ref]).get(str(ref), Status("unknown"))


def statuses(refs: Iterable[UUID | str]) -> dict[str, Status]:
    """Where these are, by ref; one that is unknown is left out. Five queries, whatever the number."""
    found = standings(refs)
    stopped = _stopped([ref for ref, one in found.items() if one.state in IN_NEED])
    return {ref: replace(one, stopped_since=stopped.get(ref)) for ref, one in found.items()}


def _stopped(refs: list[str]) -> dict[str, datetime.date]:
    """Since when those wait of which a place is open for too long. No query without any."""
    waiting = open_places(Item.objects.filter(ref__in=refs), timezone.localdate()) if refs else []
    return {one.item.ref: one.since for one in waiting}
