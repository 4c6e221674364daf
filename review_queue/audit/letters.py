"""To those who watch over a pool."""

from django.contrib.auth.models import AbstractUser

from review_queue.mail import compose, link
from review_queue.models import Mail, Unblinding


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
