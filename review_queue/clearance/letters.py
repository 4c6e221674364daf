"""To the clearers of a pool."""

from django.contrib.auth.models import AbstractUser

from review_queue.mail import compose, link
from review_queue.models import Mail


def clearance_letter(event_id: int, pool_id: int, clearer: AbstractUser) -> Mail:
    """Tell a clearer that the empty list is no longer empty."""
    return compose(
        "clearance",
        pool=pool_id,
        event_key=f"clearance:{event_id}:{clearer.pk}",
        to=clearer.email,
        link=link("review_queue:clearances"),
    )
