"""Tell clearers what waits for them."""

from review_queue.work.claims import Claim
from review_queue.work.registry import job

from .actions.tell_clearers import tell_clearers


@job("review_queue.tell_clearers")
def tell_clearers_of_arrival(claim: Claim) -> None:
    """`claim.key` is the id of the event that put an item before the clearers."""
    with claim.finish():
        tell_clearers(event_id=int(claim.key))
