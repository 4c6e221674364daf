"""Start one worker: instead of `rqworker`, which would read pickles, or two queues, if told to."""

import os
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from redis.exceptions import RedisError

from review_queue.work.broker import waiting
from review_queue.work.worker import DurableWorker

_LOOK_AGAIN_S = 1.0


class Command(BaseCommand):
    help = "Do background work as it is asked for. Waits for the broker, and outlives its absence."

    def handle(self, *args: Any, **options: Any) -> None:
        self._wait_for_broker()
        worker: DurableWorker | None = None
        try:
            worker = DurableWorker()
            worker.work(logging_level="WARNING" if options["verbosity"] < 2 else "DEBUG")
        except (RedisError, OSError) as error:
            self.stderr.write(f"The broker went away ({type(error).__name__}).")
        if worker is None or not worker.stopped:
            self._start_afresh(worker)

    def _wait_for_broker(self) -> None:
        announced = False
        while waiting() is None:
            if not announced:
                self.stderr.write("Waiting for the broker.")
            announced = True
            time.sleep(_LOOK_AGAIN_S)

    def _start_afresh(self, worker: DurableWorker | None) -> None:
        """The same process id with nothing left over: RQ's worker does not survive losing its broker."""
        if worker is not None:
            worker.put_down_horse()
        time.sleep(_LOOK_AGAIN_S)
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own command line
