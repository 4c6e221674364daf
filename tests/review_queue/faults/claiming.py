"""Many processes after the same slots: some ask for one, some apply plans, and each may be killed."""

import os
import random
import signal
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from review_queue.assigning.actions.apply_plan import apply_plan
from review_queue.assigning.actions.fill_slots import fill_slots
from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.demand import items_in_need
from review_queue.errors import WrongState
from review_queue.models import Assignment, Plan, Reviewer, Round
from review_queue.work.lifeline import die_with
from tests.factories import reviews

APPLIERS = 2
IN_A_PLAN = 8
IDLE_TURNS = 40
Claim = Callable[[Round, random.Random], bool]


def race(scored_in: Round, *, processes: int, kills: int, seconds: float) -> dict[str, Any]:
    """Let them claim until nothing is left, killing one now and then; what was done, and by whom.

    Whoever is killed is replaced. `seconds` bounds the killing, not the end.
    """
    began = time.monotonic()
    running = {_start(number, scored_in): number for number in range(processes)}
    killed, failed, chance = 0, 0, random.Random(kills)
    while running:
        if killed < kills and time.monotonic() - began < seconds:
            time.sleep(chance.uniform(0.02, 0.15))
            os.kill(chance.choice(list(running)), signal.SIGKILL)
        pid, status = os.waitpid(-1, 0)
        number = running.pop(pid)
        if os.WIFSIGNALED(status):
            killed += 1
            running[_start(number, scored_in)] = number
        else:
            failed += os.waitstatus_to_exitcode(status) != 0
    spent = time.monotonic() - began
    fill_slots(items_in_need())  # what is left when everybody found the rest of the room taken
    made = Assignment.objects
    return {
        "killed": killed,
        "failed": failed,
        "seconds": round(spent, 1),
        "asked_for": made.filter(plan=None).count(),
        "planned": made.exclude(plan=None).count(),
        "stale": Plan.objects.filter(state=Plan.State.STALE).count(),
    }


def _start(number: int, scored_in: Round) -> int:
    connection.close()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        die_with(parent)
        try:
            _claim_until_idle(_apply if number < APPLIERS else _ask, scored_in)
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    return pid


def _claim_until_idle(claim: Claim, scored_in: Round) -> None:
    chance = random.Random(os.getpid())
    idle = 0
    while idle < IDLE_TURNS and items_in_need().exists():
        idle = 0 if _patiently(claim, scored_in, chance) else idle + 1
    connection.close()


def _patiently(claim: Claim, scored_in: Round, chance: random.Random) -> bool:
    """SQLite has one writer at a time: on a busy machine whoever waited too long asks again."""
    try:
        return claim(scored_in, chance)
    except OperationalError:
        if connection.vendor != "sqlite":
            raise
        connection.close()
        return True


def _ask(scored_in: Round, chance: random.Random) -> bool:
    """ "Give me one", by a reviewer whom other processes may be asking for too."""
    people = list(Reviewer.objects.order_by("pk"))
    return reviews.ask_for_one(chance.choice(people), timezone.localdate()) is not None


def _apply(scored_in: Round, chance: random.Random) -> bool:
    """A plan for a few of the open slots: one's own, or one that the other has proposed just now."""
    plan = Plan.objects.filter(state=Plan.State.PROPOSED).first() if chance.random() < 0.5 else None
    waiting = list(items_in_need()[:100])
    if not waiting:
        return False
    some = chance.sample(waiting, min(IN_A_PLAN, len(waiting)))
    plan = plan or propose_plan(scored_in=scored_in, pool=some[0].pool, items=some)
    try:
        return apply_plan(plan=plan).state == Plan.State.APPLIED
    except WrongState:  # the other was faster
        return False
