"""People, clocks and workers at the same instant, on a database that lets them."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from endorsement_plugin.errors import Refusal as EndorsementRefusal
from review_queue.errors import Refusal as ReviewRefusal

LONGEST_S = 180


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; what each returned or was refused with.

    Anything else that a call raises is raised here.
    """
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait(timeout=LONGEST_S)
        try:
            return call()
        except (EndorsementRefusal, ReviewRefusal) as refusal:
            return refusal
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(calls)) as threads:
        results = list(threads.map(run, calls, timeout=LONGEST_S))
    connection.close()
    return results


def refusals(results: list[object], kind: type[Exception]) -> int:
    return sum(isinstance(result, kind) for result in results)
