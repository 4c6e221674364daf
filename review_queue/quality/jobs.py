"""Keep whoever has read reviews from scoring others of the same writer, and close packs on their day."""

from datetime import timedelta

from django.utils import timezone

from review_queue.work.claims import Claim
from review_queue.work.registry import duty, job

from .actions.auditing import close_due
from .actions.check_seals import check_seals, keep_check
from .actions.read_reviews import keep_reader_away


@job("review_queue.keep_reader_away")
def keep_readers_away(claim: Claim) -> None:
    """`claim.key` is the id of the event of reading. Each bar is written by itself: barring again is
    nothing."""
    keep_reader_away(event_id=int(claim.key))
    with claim.finish():
        pass


@duty("review_queue.close_packs", every=timedelta(hours=1))
def close_packs() -> int:
    return close_due(timezone.localdate())


@job("review_queue.check_seals", lease=1800, attempts=3)
def check_all_seals(claim: Claim) -> None:
    """`claim.key` is the id of the check."""
    check = int(claim.key)
    found = check_seals(check_id=check)
    with claim.finish():
        keep_check(check_id=check, found=found)
