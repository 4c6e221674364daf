"""The RQ worker for durable work: one queue, JSON messages, and no process left behind."""

import logging
from contextlib import suppress
from types import FrameType
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections
from redis.exceptions import RedisError
from rq import Queue, Worker, worker_registration
from rq.job import Job
from rq.serializers import JSONSerializer

from . import broker
from .claims import release
from .lifeline import die_with

logger = logging.getLogger(__name__)


class DurableWorker(Worker):
    """Forks a horse for each message. Stops at once when told to: the row, not the process, is what lasts.

    Exactly one queue, because RQ takes a message atomically from one queue only, and JSON only, because
    a pickled message runs whatever its writer likes.
    """

    max_connection_wait_time = 2.0

    def __init__(self) -> None:
        self.stopped = False
        self.current = ""
        queue = broker.queue_for_worker()
        super().__init__(
            [queue],
            connection=queue.connection,
            serializer=JSONSerializer,
            job_monitoring_interval=2,
            maintenance_interval=60,
            worker_ttl=30,
            log_job_description=False,
        )
        self.log_result_lifespan = False

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        assert self.pid is not None
        die_with(self.pid)
        super().main_work_horse(job, queue)

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        connections.close_all()  # a connection shared with a forked process corrupts both ends
        self.current = job.id
        super().fork_work_horse(job, queue)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopped = True
        self.put_down_horse()
        raise SystemExit(0)

    def put_down_horse(self) -> None:
        """Kill the running horse, if there is one, and free its work for another worker."""
        if not self.horse_pid:
            return
        self.kill_horse()
        self.wait_for_horse()
        self._horse_pid = 0
        _free(self.current, at_fault=False)

    def handle_work_horse_killed(self, job: Job, retpid: int, ret_val: int, rusage: Any) -> None:
        super().handle_work_horse_killed(job, retpid, ret_val, rusage)
        _free(job.id, at_fault=True)

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Also say again which queue this worker serves: RQ says it once, and a broker that has restarted or
        was flushed would count no workers for ever."""
        super().heartbeat(timeout, pipeline)
        worker_registration.register(self, pipeline)

    def maintain_heartbeats(self, job: Job) -> None:
        with suppress(RedisError, OSError):  # a job is not dropped because the broker is away
            super().maintain_heartbeats(job)

    def set_current_job_working_time(self, current_job_working_time: float, pipeline: Any = None) -> None:
        with suppress(RedisError, OSError):
            super().set_current_job_working_time(current_job_working_time, pipeline)


def _free(message_id: str, *, at_fault: bool) -> None:
    """Give back what the dead horse held. If that fails, its lease ends by itself."""
    work_id, _, attempt = message_id.rpartition("-")
    try:
        release(UUID(work_id), int(attempt) + 1, at_fault=at_fault)
    except (DatabaseError, ValueError) as error:
        logger.warning("Could not free %s (%s); its lease will end.", message_id, type(error).__name__)
    finally:
        connections.close_all()
