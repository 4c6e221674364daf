"""Compare two reviews."""

from review_queue.work.claims import Claim
from review_queue.work.registry import job

from .actions.compare import compare


@job("review_queue.compare")
def compare_reviews(claim: Claim) -> None:
    """`claim.key` is the id of the event of handing in."""
    with claim.finish():
        compare(event_id=int(claim.key))
