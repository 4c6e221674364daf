"""Ask for background work, inside the transaction that makes it necessary."""

from datetime import timedelta

from django.db import router, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from .broker import Wake, wake
from .models import Work, work_id
from .registry import job_for


def ask(kind: str, key: str, *, delay: timedelta | None = None) -> None:
    """Owe this work from the moment the surrounding transaction commits, after `delay` if one is given.

    Asking again for the same kind and key is a no-op, also after it is done. `key` is an opaque id, never
    anything about a person. A broken broker never fails the caller: the sweeper finds the row.
    Raises UnknownKind, before anything is written, if no installed app can do it.
    """
    job = job_for(kind)
    row = Work(id=work_id(kind, key), kind=kind, key=key)
    if delay is None:
        row.woken_at = Now()
    else:
        row.due_at = Now() + delay
    Work.objects.bulk_create([row], ignore_conflicts=True)
    if delay is None:
        message = Wake(str(row.pk), 0, job.lease)
        transaction.on_commit(lambda: _wake(message), using=router.db_for_write(Work), robust=True)


def ask_again(work: QuerySet[Work]) -> int:
    """Owe those of this work that had been given up, with all their attempts anew; how many there were."""
    given_up = work.filter(state=Work.State.DEAD)
    return given_up.update(state=Work.State.PENDING, spent=0, due_at=Now(), woken_at=None)


def _wake(message: Wake) -> None:
    wake([message])
