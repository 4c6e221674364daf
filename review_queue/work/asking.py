"""Ask for background work, inside the transaction that makes it necessary."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import router, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from .broker import Wake, wake
from .models import Work, work_id
from .registry import job_for


def ask(kind: str, key: str, *, delay: timedelta | None = None) -> None:
    """Owe this work from the moment the surrounding transaction commits, after `delay` if one is given.

    Asking again for the same kind and key is a no-op, also after it is done, for as long as done work is kept
    (`WORK_KEPT_DAYS`): after that, a job finds for itself that its step is done. `key` is an opaque id, never
    anything about a person. A broken broker never fails the caller: the sweeper finds the row.
    Raises UnknownKind, before anything is written, if no installed app can do it.
    """
    ask_for_all(kind, [key], delay=delay)


def ask_for_all(kind: str, keys: Iterable[str], *, delay: timedelta | None = None) -> None:
    """The same for many pieces of one kind, in one query for some hundreds of them."""
    job = job_for(kind)
    timed = {"woken_at": Now()} if delay is None else {"due_at": Now() + delay}
    rows = [Work(id=work_id(kind, key), kind=kind, key=key, **timed) for key in keys]
    Work.objects.bulk_create(rows, ignore_conflicts=True)
    if delay is None and rows:
        messages = [Wake(str(row.pk), 0, job.lease) for row in rows]
        transaction.on_commit(lambda: _wake(messages), using=router.db_for_write(Work), robust=True)


def ask_again(work: QuerySet[Work]) -> int:
    """Owe those of this work that had been given up, with all their attempts anew; how many there were."""
    given_up = work.filter(state=Work.State.DEAD)
    return given_up.update(state=Work.State.PENDING, spent=0, due_at=Now(), woken_at=None)


def _wake(messages: list[Wake]) -> None:
    wake(messages)
