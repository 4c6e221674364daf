"""The clock: wake what is owed, take back what was dropped, and carry out the duties."""

import logging
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from review_queue.work.duties import beat, run_duties
from review_queue.work.running import run_due
from review_queue.work.status import RECONCILE
from review_queue.work.sweeping import Swept, sweep

logger = logging.getLogger("review_queue.work.reconcile")


class Command(BaseCommand):
    help = "One pass of the clock; with --loop, a pass every few seconds until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--every", type=float, default=3.0, metavar="S", help="seconds between passes")
        parser.add_argument("--inline", action="store_true", help="do the work here: no broker, no worker")

    def handle(self, *args: Any, loop: bool, every: float, inline: bool, **options: Any) -> None:
        if not loop:
            self.stdout.write(_told(one_pass(inline=inline)))
            return
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        while True:
            _pass_that_survives(inline)
            time.sleep(every)


def one_pass(*, inline: bool = False) -> Swept:
    """Sweep, carry out the duties that are due, and note in the database that it was done."""
    swept = sweep()
    beat(RECONCILE, ok=swept.broker)
    run_duties()
    if inline:
        run_due()
    return swept


def _pass_that_survives(inline: bool) -> None:
    """A database that is away for a while must not end the clock."""
    close_old_connections()
    try:
        one_pass(inline=inline)
    except DatabaseError as error:
        logger.error("This pass failed (%s); there will be another.", type(error).__name__)


def _told(swept: Swept) -> str:
    away = "" if swept.broker else " The broker does not answer."
    return f"Woken {swept.woken}, taken back {swept.expired}, given up {swept.dead}.{away}"


def _stop(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)
