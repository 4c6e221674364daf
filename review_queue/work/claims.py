"""Take a piece of work, and close it in the same transaction as its effect."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from .errors import LostClaim
from .faults import reached
from .models import Work
from .registry import Job, job_for

__all__ = ["Claim", "LostClaim", "give_back", "owed", "release", "take"]

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(slots=True)
class Claim:
    """The right to do one piece of work until its lease ends. `attempt` fences out whoever held it before."""

    work_id: UUID
    kind: str
    key: str
    attempt: int
    spent: int
    finished: bool = False

    @contextmanager
    def finish(self) -> Iterator[None]:
        """One transaction: the row is done and the effect in the body is written, or neither.

        Raises LostClaim, with nothing written, if another worker has taken the work over.
        """
        reached("before-finish")
        with transaction.atomic(durable=True):
            closed = self._held().update(state=Work.State.DONE, lease_until=None, done_at=Now(), trouble="")
            if not closed:
                raise LostClaim(f"{self.kind} {self.key}, attempt {self.attempt}")
            yield
            reached("after-effect")
        self.finished = True
        reached("after-finish")

    def _held(self) -> QuerySet[Work]:
        return _running(self.work_id, self.attempt)


def owed() -> Q:
    """Work that may be taken now, by the database's clock."""
    pending = Q(state=Work.State.PENDING, due_at__lte=Now())
    abandoned = Q(state=Work.State.RUNNING, lease_until__lte=Now())
    return pending | abandoned


def take(work_id: UUID) -> Claim | None:
    """Claim the work, or None: somebody else has it, it is done, not due, or has been given up.

    Compare-and-swap on the attempt, so that nothing is locked while deciding.
    Raises UnknownKind if this process does not know how to do it; the row then stays as it was.
    """
    row = Work.objects.filter(owed(), pk=work_id).first()
    if row is None:
        return None
    job = job_for(row.kind)
    unchanged = Work.objects.filter(owed(), pk=work_id, attempt=row.attempt)
    if row.spent >= job.attempts:
        unchanged.update(state=Work.State.DEAD, lease_until=None)
        return None
    taken = unchanged.update(
        state=Work.State.RUNNING,
        attempt=row.attempt + 1,
        spent=row.spent + 1,
        lease_until=Now() + job.lease,
    )
    return Claim(row.pk, row.kind, row.key, row.attempt + 1, row.spent + 1) if taken else None


def give_back(claim: Claim, job: Job, trouble: str) -> None:
    """After an error: try again after a pause that grows, or give up and leave it for a person to look at."""
    mine = _running(claim.work_id, claim.attempt)
    if claim.spent >= job.attempts:
        mine.update(state=Work.State.DEAD, lease_until=None, trouble=trouble)
    else:
        again = Now() + pause_after(claim.spent)
        mine.update(state=Work.State.PENDING, lease_until=None, woken_at=None, due_at=again, trouble=trouble)


def release(work_id: UUID, attempt: int, *, at_fault: bool) -> None:
    """The process that held this attempt is known to be dead, so nobody need wait for the lease to end.

    If the work may have killed it (`at_fault`), the attempt counts and a short pause follows.
    """
    mine = _running(work_id, attempt)
    if at_fault:
        trouble = "The process that did it was killed"
        mine.update(
            state=Work.State.PENDING,
            lease_until=None,
            woken_at=None,
            due_at=Now() + FIRST_PAUSE,
            trouble=trouble,
        )
    else:
        mine.update(state=Work.State.PENDING, lease_until=None, woken_at=None, spent=F("spent") - 1)


def pause_after(tries: int) -> timedelta:
    """5 s, 15 s, 45 s, … at most an hour."""
    return min(FIRST_PAUSE * 3 ** (min(tries, 10) - 1), LONGEST_PAUSE)


def _running(work_id: UUID, attempt: int) -> QuerySet[Work]:
    return Work.objects.filter(pk=work_id, attempt=attempt, state=Work.State.RUNNING)
