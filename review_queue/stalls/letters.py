"""To chief reviewers, about what does not go by itself."""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import AbstractUser

from review_queue.mail import compose, link
from review_queue.models import Mail, Pool

from .queries.stalled import Missing, Stall


def key_of(pool: int, chief: int, day: datetime.date | None = None) -> str:
    """One letter for a pool, a chief reviewer and a day; without the day, how all of theirs begin."""
    return f"stuck:{pool}:{chief}:" + (day.isoformat() if day else "")


def stuck_letter(
    pool: Pool,
    chief: AbstractUser,
    day: datetime.date,
    stalls: Sequence[tuple[Stall, bool]],
    missing: Sequence[Missing],
) -> Mail:
    """Codes, days and counts; of each answer whether it is new. No reviewer is named, nor a candidate."""
    return compose(
        "stuck",
        pool=pool.pk,
        event_key=key_of(pool.pk, chief.pk, day),
        to=chief.email,
        pool_name=pool.name,
        stalls=stalls,
        missing=len(missing),
        link=link("review_queue:stuck"),
    )
