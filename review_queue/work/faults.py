"""Places where a test may kill the process, to prove that nothing is lost there.

Does nothing unless the settings say `REVIEW_QUEUE = {"FAULTS": True}` *and* the environment names a
place, as in `REVIEW_QUEUE_FAULT=after-claim:3`: every third arrival there dies by SIGKILL, counted over a
worker and its horses.
"""

import mmap
import os
import signal
from typing import Literal

from review_queue.conf import conf

Place = Literal["before-claim", "after-claim", "before-finish", "after-effect", "after-finish"]

_VARIABLE = "REVIEW_QUEUE_FAULT"
_arrivals = mmap.mmap(-1, 8)  # shared with forked horses, each of which lives for one piece of work


def reached(place: Place) -> None:
    """Say that this place has been reached."""
    if conf().FAULTS is not True:
        return
    name, _, nth = os.environ.get(_VARIABLE, "").partition(":")
    if name == place and _count() % int(nth or 1) == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _count() -> int:
    arrived = int.from_bytes(_arrivals[:8], "little") + 1
    _arrivals[:8] = arrived.to_bytes(8, "little")
    return arrived
