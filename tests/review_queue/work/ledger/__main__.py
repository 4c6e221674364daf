"""Drive the ledger from a test: one JSON request a line in, one JSON answer a line out."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - once Django is set up
from django.db.models import Count  # noqa: E402
from django.db.models.functions import Now  # noqa: E402

from review_queue.work import broker, sweeping  # noqa: E402
from review_queue.work.asking import ask as ask_for  # noqa: E402
from review_queue.work.models import Work, work_id  # noqa: E402
from tests.review_queue.work.ledger.models import Letter, Mark  # noqa: E402


def ask(kind: str, keys: list[str], delay: float | None = None) -> None:
    """Ask for all in one transaction."""
    with transaction.atomic():
        for key in keys:
            ask_for(kind, key, delay=None if delay is None else timedelta(seconds=delay))


def post(number: int) -> list[str]:
    """Write letters and ask for each to be sent; their ids."""
    with transaction.atomic():
        letters = [
            Letter.objects.create(event_key=f"event {i}", to="someone@example.org", subject="s", body="b")
            for i in range(number)
        ]
        for one in letters:
            ask_for("ledger.letter", str(one.pk))
    return [str(one.pk) for one in letters]


def states() -> dict[str, int]:
    rows = Work.objects.values_list("state").annotate(Count("pk"))
    return {str(state): number for state, number in rows}


def row(kind: str, key: str) -> dict[str, Any]:
    work = Work.objects.get(kind=kind, key=key)
    return {"state": work.state, "attempt": work.attempt, "spent": work.spent, "trouble": work.trouble}


def marks() -> dict[str, int]:
    """How often each piece of work has had its effect."""
    return dict(Mark.objects.exclude(key="tick").values_list("key").annotate(Count("pk")))


def ticks() -> int:
    return Mark.objects.filter(key="tick").count()


def lease_ends() -> None:
    """Do not make a test wait for it."""
    Work.objects.filter(state="running").update(lease_until=Now())


def pauses_end() -> None:
    """Nor for the pause after an error."""
    Work.objects.filter(state="pending").update(due_at=Now(), woken_at=None)


def wakes_age() -> None:
    """Nor until what was woken can no longer be in a worker's hands."""
    Work.objects.filter(state="pending").update(woken_at=Now() - timedelta(seconds=5))


def ids() -> list[str]:
    return [str(pk) for pk in Work.objects.values_list("pk", flat=True)]


def attempts() -> int:
    return sum(Work.objects.values_list("attempt", flat=True))


def deliver(kind: str, key: str, times: int, *, same_message: bool) -> None:
    """Deliver the same work many times over, as a broker and a sweeper may."""
    lease = timedelta(seconds=20)
    for number in range(times):
        attempt = 0 if same_message else number
        broker.wake([broker.Wake(str(work_id(kind, key)), attempt, lease)])


def sweep() -> int:
    return sweeping.sweep().woken


_ORDERS: tuple[Callable[..., Any], ...] = (
    ask,
    attempts,
    deliver,
    ids,
    lease_ends,
    marks,
    pauses_end,
    post,
    row,
    states,
    sweep,
    ticks,
    wakes_age,
)
_NAMED = {order.__name__: order for order in _ORDERS}

for line in sys.stdin:
    request = json.loads(line)
    answer = _NAMED[request.pop("do")](**request)
    connection.close()
    print(json.dumps(answer), flush=True)
