"""Many workers, killed at every place and at any time, the broker flushed: nothing lost, nothing twice."""

import random
import subprocess
import time

import pytest

from review_queue.work.faults import Place
from tests.review_queue.work.fleet import Fleet, kill, wait_until

PLACES: list[Place] = ["before-claim", "after-claim", "before-finish", "after-effect", "after-finish"]
RECOVERY_S = 180.0
SOAK_KILLS = 220


def horses_killed(fleet: Fleet) -> int:
    return fleet.words().count("(signal 9)")


def assert_each_done_once(fleet: Fleet, number: int) -> None:
    assert fleet.order("states") == {"done": number}
    assert fleet.order("marks") == {str(key): 1 for key in range(number)}


class Swarm:
    """Workers that die by themselves at a place, and that this test kills besides; the dead are replaced."""

    def __init__(self, fleet: Fleet, seed: int) -> None:
        self.fleet = fleet
        self.chance = random.Random(seed)
        self.killed = 0
        self.asked = 0
        self.workers = [self._hire(place) for place in PLACES]

    def kills(self) -> int:
        return horses_killed(self.fleet) + self.killed

    def ask(self, number: int) -> None:
        keys = [str(key) for key in range(self.asked, self.asked + number)]
        self.fleet.order("ask", kind="ledger.write", keys=keys)
        self.asked += number

    def replace_one(self) -> None:
        place = self.chance.randrange(len(PLACES))
        kill(self.workers[place])
        self.killed += 1
        self.workers[place] = self._hire(PLACES[place])

    def calm(self) -> None:
        """No more faults: one sound worker finishes what is left."""
        for worker in self.workers:
            kill(worker)
        self.fleet.worker()

    def _hire(self, place: Place) -> subprocess.Popen[bytes]:
        return self.fleet.worker(REVIEW_QUEUE_FAULT=f"{place}:3", LEDGER_PAUSE="0.1")


def flush(fleet: Fleet) -> None:
    with fleet.server.client() as connection:
        connection.flushall()


@pytest.mark.faults
@pytest.mark.postgres
def test_some_twenty_kills_and_a_flush_lose_nothing_and_double_nothing(fleet: Fleet) -> None:
    swarm = Swarm(fleet, seed=3)
    fleet.clock()
    swarm.ask(60)
    wait_until(lambda: swarm.kills() >= 8)
    flush(fleet)
    for _ in range(4):
        swarm.replace_one()
        time.sleep(0.3)
    wait_until(lambda: swarm.kills() >= 20)
    swarm.calm()
    wait_until(fleet.done(60), within=RECOVERY_S)
    assert_each_done_once(fleet, 60)


@pytest.mark.soak
@pytest.mark.postgres
def test_hundreds_of_kills_with_flushes_and_stops_lose_nothing_and_double_nothing(fleet: Fleet) -> None:
    swarm = Swarm(fleet, seed=5)
    fleet.clock()
    fleet.clock()
    for turn in range(1, 61):
        if swarm.kills() >= SOAK_KILLS:
            break
        swarm.ask(20)
        swarm.replace_one()
        time.sleep(3)
        if turn % 3 == 0:
            flush(fleet)
        if turn % 5 == 0:
            fleet.server.stop()
            time.sleep(1)
            fleet.server.start()
    assert swarm.kills() >= SOAK_KILLS
    swarm.calm()
    wait_until(fleet.done(swarm.asked), within=RECOVERY_S + swarm.asked / 4)
    assert_each_done_once(fleet, swarm.asked)
