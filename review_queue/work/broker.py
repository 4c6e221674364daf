"""Reaching the broker. It only wakes workers: every failure here is logged and none is raised to a caller."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django_rq.connection_utils import get_connection
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer
from rq.worker_registration import get_keys

logger = logging.getLogger(__name__)

QUEUE = "default"
ENTRY = "review_queue.work.running.run"
PATIENCE_S = 1.0
PAUSE_S = 5.0
FAILED_MESSAGES_KEPT_S = 60
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Wake:
    """A message: run this work. `attempt` only makes the message's own id differ from try to try."""

    work_id: str
    attempt: int
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Seen:
    """What the broker says of itself: messages that no worker has taken, and workers that are alive."""

    messages: int
    workers: int


@dataclass(slots=True)
class Pause:
    """After a failure, not every caller in this process waits for the same dead broker."""

    until: float = 0.0


_pause = Pause()


def wake(wakes: Iterable[Wake]) -> bool:
    """Send the messages. True if the broker took them all; the sweeper makes good what it did not."""
    if time.monotonic() < _pause.until:
        return False
    try:
        _send(list(wakes))
    except (RedisError, OSError) as error:
        _pause.until = time.monotonic() + PAUSE_S
        logger.warning(
            "The broker does not answer (%s); the sweeper will wake the workers.", type(error).__name__
        )
        return False
    return True


def waiting() -> int | None:
    """Messages that no worker has taken yet; None if the broker does not answer."""
    try:
        count = int(_queue().count)
    except (RedisError, OSError):
        return None
    _pause.until = 0.0
    return count


def look() -> Seen | None:
    """What an operator sees of the broker; None if it does not answer within about a second.

    A worker that was killed is counted until its own key in the broker expires, some 90 seconds later.
    """
    queue = _queue()
    try:
        keys = get_keys(queue)
        alive = int(queue.connection.exists(*keys)) if keys else 0  # type: ignore[arg-type]
        return Seen(messages=int(queue.count), workers=alive)
    except (RedisError, OSError):
        return None


def queue_for_worker() -> Queue:
    """The queue on a connection that may block while there is nothing to do.

    Its errors come at once: the worker has its own patience, and must stop quickly when the broker is gone.
    """
    connection: Redis = get_connection(QUEUE)
    connection.connection_pool.connection_kwargs.update(
        socket_connect_timeout=PATIENCE_S, retry=Retry(NoBackoff(), 0)
    )
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)


def _send(wakes: list[Wake]) -> None:
    queue = _queue()
    for start in range(0, len(wakes), _BATCH):
        queue.enqueue_many([_message(one) for one in wakes[start : start + _BATCH]])


def _message(one: Wake):  # type: ignore[no-untyped-def]
    return Queue.prepare_data(
        ENTRY,
        args=(one.work_id,),
        timeout=int(one.lease.total_seconds()),
        result_ttl=0,
        failure_ttl=FAILED_MESSAGES_KEPT_S,
        job_id=f"{one.work_id}-{one.attempt}",
    )


def _queue() -> Queue:
    # Not django-rq's own queue: in commit mode that would wait for a second commit.
    return Queue(QUEUE, connection=_impatient_connection(), serializer=JSONSerializer)


@cache
def _impatient_connection() -> Redis:
    """A connection that gives up within about a second: a person is waiting for the answer to their form."""
    connection: Redis = get_connection(QUEUE)
    connection.connection_pool.connection_kwargs.update(
        socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S, retry=Retry(NoBackoff(), 0)
    )
    return connection
