"""Drive a round from a test: one JSON request a line in, one JSON answer a line out."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - once Django is set up
from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402

from review_queue.audit.actions import seal_events  # noqa: E402
from review_queue.audit.queries.seal_chain import newest_seal, unsealed  # noqa: E402
from review_queue.models import Item, Work  # noqa: E402
from review_queue.work import broker, sweeping  # noqa: E402
from tests.review_queue import invariants  # noqa: E402
from tests.review_queue.faults import claiming, people, scene  # noqa: E402

CONFIRMED = Path(os.environ["LEDGER_TRACE"])
_scene: list[scene.Scene] = []


def open_round(reviewers: int, seed: int) -> None:
    _scene.append(scene.build(reviewers=reviewers, seed=seed))


def receive(number: int) -> None:
    scene.receive(_scene[0], number)


def clear(number: int) -> None:
    scene.clear(_scene[0], number)


def put_cleared(number: int) -> None:
    scene.put_cleared(_scene[0], number)


def hire(number: int, of: int) -> int:
    return people.hire(number=number, of=of, confirmed=CONFIRMED)


def race(**given: Any) -> dict[str, Any]:
    return claiming.race(_scene[0].scored_in, **given)


def items() -> dict[str, int]:
    """How many answers are in each state."""
    return dict(Item.objects.values_list("state").annotate(Count("pk")).order_by())


def work() -> dict[str, int]:
    """How much background work is in each state."""
    return dict(Work.objects.values_list("state").annotate(Count("pk")).order_by())


def attempts() -> dict[str, int]:
    """Pieces of work, and how often one of them was begun."""
    return {"pieces": Work.objects.count(), "begun": sum(Work.objects.values_list("attempt", flat=True))}


def deliver(times: int) -> int:
    """Deliver every piece of work so many times more, done or not; how many messages that were."""
    lease = timedelta(seconds=60)
    rows = Work.objects.values_list("pk", "attempt")
    wakes = [broker.Wake(str(pk), attempt + 100 + n, lease) for pk, attempt in rows for n in range(times)]
    assert broker.wake(wakes)
    return len(wakes)


def ids() -> list[str]:
    return [str(pk) for pk in Work.objects.values_list("pk", flat=True)]


def sweep() -> int:
    return sweeping.sweep().woken


def breaches(settled: bool) -> list[str]:
    """Sealed first, if the round is over: the clock does that once a minute."""
    while settled and unsealed(newest_seal()):
        seal_events(patience=timedelta(seconds=20))
    confirmed = CONFIRMED.read_text().split() if CONFIRMED.exists() else []
    mailbox = Path(settings.EMAIL_FILE_PATH)
    known = invariants.Known(_scene[0].barred, confirmed, mailbox)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what one query saw, the next must see too
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return invariants.breaches(known, settled=settled)


_ORDERS: tuple[Callable[..., Any], ...] = (
    attempts, breaches, clear, deliver, hire, ids, items, open_round, put_cleared, race, receive, sweep, work,
)  # fmt: skip
_NAMED = {order.__name__: order for order in _ORDERS}


def reap() -> None:
    """Hired people who were killed leave no zombie."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


for line in sys.stdin:
    reap()
    request = json.loads(line)
    answer = _NAMED[request.pop("do")](**request)
    connection.close()
    print(json.dumps(answer), flush=True)
