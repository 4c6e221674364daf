"""To chief reviewers, about what does not go by itself."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser

from review_queue.mail import compose, link
from review_queue.models import Mail, Pool
from review_queue.models.mail import sender_of

from .queries.stalled import Stall


@dataclass(frozen=True, slots=True)
class OfPool:
    """What a letter says of one pool: of each answer whether it is new, and the ids of the reviewers on whom
    nobody can count."""

    pool: Pool
    stalls: Sequence[tuple[Stall, bool]]
    missing: frozenset[int]


def key_of(chief: int, day: datetime.date | None = None) -> str:
    """One letter for a chief reviewer and a day; without the day, how all of theirs begin. Later days come
    later in the alphabet."""
    return f"stuck:chief:{chief}:" + (day.isoformat() if day else "")


def stuck_letter(chief: AbstractUser, day: datetime.date, parts: Sequence[OfPool]) -> Mail:
    """Codes, days and counts, pool by pool. No reviewer is named, nor a candidate. The subject counts who is
    in several pools once, and only pools in which answers have stopped, if any has."""
    senders = {sender_of(one.pool) for one in parts}
    first = [one for one in parts if one.stalls] or parts
    return compose(
        "stuck",
        pool=parts[0].pool.pk if len(senders) == 1 else None,
        event_key=key_of(chief.pk, day),
        to=chief.email,
        parts=parts,
        of=first[0].pool.name if len(first) == 1 else f"{len(first)} pools",
        stalls=sum(len(one.stalls) for one in parts),
        missing=len(frozenset[int]().union(*(one.missing for one in parts))),
        link=link("review_queue:stuck"),
    )
