"""Two calls at once on PostgreSQL, the second always after the first holds a lock and before it is done."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.db import connection

from endorsement_plugin.errors import Refusal

BOUND_S = 20
"""No call takes longer; a machine may be slow."""
OURS = '"endorsement_plugin_'
LOCKING = ("INSERT", "UPDATE", "DELETE")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Pair:
    """Two threads with a connection each, for many pairs of calls."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def run(self, first: Callable[[], object], second: Callable[[], object]) -> tuple[object, object]:
        """What each returned, or how it failed: a refusal, or any other exception.

        The first stops where it holds its first lock, until the second holds one too, waits, or is done.
        """
        holds, goes_on = Event(), Event()

        def stop() -> None:
            holds.set()
            goes_on.wait(BOUND_S)

        one = self._threads[0].submit(_run, first, stop)
        one.add_done_callback(lambda _: holds.set())
        assert holds.wait(BOUND_S), "the first call never began"
        met = Event()
        other = self._threads[1].submit(_run, second, met.set)
        _wait_for(lambda: met.is_set() or other.done() or one.done() or _is_waiting())
        goes_on.set()
        return _result(one), _result(other)

    def close(self) -> None:
        for thread in self._threads:
            thread.submit(_disconnect).result()
            thread.shutdown()


def _disconnect() -> None:
    connection.close()  # a thread has a connection of its own


def _run(call: Callable[[], object], on_lock: Callable[[], object]) -> object:
    with _noticed(on_lock):
        return call()


@contextmanager
def _noticed(on_lock: Callable[[], object]) -> Iterator[None]:
    """Call it once, after the first statement of this thread that locks a row of the plugin."""
    open_ = [on_lock]

    def execute(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if open_ and OURS in sql and (sql.startswith(LOCKING) or " FOR " in sql[-200:]):
            open_.pop()()
        return done

    with connection.execute_wrapper(execute):
        yield


def _is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def _wait_for(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + BOUND_S
    while not reached() and time.monotonic() < end:
        time.sleep(0.002)


def _result(call: Future[object]) -> object:
    try:
        return call.result(BOUND_S)
    except Exception as error:
        return error


def is_fault(result: object) -> bool:
    """Neither done nor refused in words."""
    return isinstance(result, Exception) and not (isinstance(result, Refusal) and str(result).strip())
