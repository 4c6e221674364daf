"""To those who watch over a pool."""

import datetime

from django.contrib.auth.models import AbstractUser

from review_queue.mail import compose, link
from review_queue.models import Mail, Seal, Unblinding


def seal_letter(seal: Seal, to: str) -> Mail:
    """What a chain must still hold later. It names nobody, and says of the time no more than the day."""
    return compose(
        "seal",
        pool=None,
        event_key=f"seal:{seal.number}:{to}"[:200],
        to=to,
        day=seal.sealed_at.astimezone(datetime.UTC).date(),
        digest=seal.digest,
    )


def unblinding_letter(opened: Unblinding, watcher: AbstractUser, *, with_link: bool) -> Mail:
    """Somebody may now know whose answer it is. Neither that person nor the candidate is named."""
    code = opened.item.code
    return compose(
        "unblinded",
        pool=opened.item.pool_id,
        event_key=f"unblinded:{opened.pk}:{watcher.pk}",
        to=watcher.email,
        code=code,
        until=opened.until,
        link=link("review_queue:item", code) if with_link else "",
    )
