"""Run work: the entry that RQ calls with an id, and the loop that needs no broker."""

import logging
from uuid import UUID

from .claims import Claim, give_back, owed, take
from .errors import LostClaim
from .faults import reached
from .models import Work
from .registry import job_for, kinds
from .traces import place_of, wordless

logger = logging.getLogger(__name__)


def run(work_id: str) -> None:
    """Do this work if it is still to be done. Delivering the same message many times does it once."""
    run_one(UUID(work_id))


def run_due(limit: int | None = None) -> int:
    """Do everything owed in this process, `limit` pieces at most; how many were started.

    Includes work that is asked for on the way. Work that fails is put off, so the loop ends.
    """
    started = 0
    while limit is None or started < limit:
        work_id = _next_owed()
        if work_id is None:
            break
        started += run_one(work_id)
    return started


def run_one(work_id: UUID) -> bool:
    """Claim it and do it. False if there was nothing to do. An error in the work is recorded, not raised."""
    reached("before-claim")
    claim = take(work_id)
    if claim is None:
        return False
    reached("after-claim")
    _perform(claim)
    return True


def _next_owed() -> UUID | None:
    work = Work.objects.filter(owed(), kind__in=kinds()).order_by("due_at")
    return work.values_list("pk", flat=True).first()


def _perform(claim: Claim) -> None:
    job = job_for(claim.kind)
    try:
        job.run(claim)
        if not claim.finished:  # the step was done already, so there was no effect to write
            with claim.finish():
                pass
    except LostClaim:
        logger.info("Another worker has taken over %s %s.", claim.kind, claim.key)
    except Exception as error:
        # The words of an error may name a person, so neither the row nor the log keeps them.
        trouble, bare = place_of(error), wordless(error)
        exc_info = (type(bare), bare, bare.__traceback__)
        logger.error(
            "%s %s, attempt %d: %s", claim.kind, claim.key, claim.attempt, trouble, exc_info=exc_info
        )
        give_back(claim, job, trouble)
