"""Make this process's clock wrong, as on a machine that lost its time server."""

import sys
import time
from datetime import timedelta

import rq.utils
from django.utils import timezone


def shift_by(seconds: float) -> None:
    """From now on Python, Django and RQ in this process read a time that is so many seconds later."""
    if not seconds:
        return
    wall, of_django, of_rq = time.time, timezone.now, rq.utils.now
    ahead = timedelta(seconds=seconds)
    time.time = lambda: wall() + seconds
    timezone.now = lambda: of_django() + ahead
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "rq" and vars(module).get("now") is of_rq:
            vars(module)["now"] = lambda: of_rq() + ahead
