"""Files that no row names."""

from datetime import timedelta

from review_queue.work.registry import duty

from .actions.sweep_files import sweep_files


@duty("review_queue.sweep_files", every=timedelta(days=1))
def sweep() -> int:
    return sweep_files()
