"""What the demo tells gunicorn beyond its command line: its own children end with it, too."""

from typing import Any

from review_queue.work.lifeline import die_with


def post_fork(server: Any, worker: Any) -> None:
    """Runs in each new worker process."""
    die_with(server.pid)
