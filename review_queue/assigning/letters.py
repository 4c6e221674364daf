"""To whom answers are offered."""

from collections.abc import Sequence
from datetime import UTC, datetime

from review_queue.mail import compose, link
from review_queue.models import Assignment, Mail, Reviewer


def offer_letter(leaves: datetime, reviewer: Reviewer, offered: Sequence[Assignment]) -> Mail:
    """One letter for everything that a pool offers to a reviewer at one moment. `offered` is not empty."""
    pool = offered[0].item.pool_id
    return compose(
        "offer",
        pool=pool,
        event_key=f"offer:{leaves.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}:{pool}:{reviewer.pk}",
        to=reviewer.user.email,
        offered=offered,
        answer_day=min(one.answer_day for one in offered),
        link=link("review_queue:queue"),
    )
