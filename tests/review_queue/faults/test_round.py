"""A round of blind review, played by processes, while one thing after the other goes wrong.

After each fault the invariants are looked at: every slot filled, nobody twice, no barred pair, no confirmed
submission lost, one letter for each event and recipient, the trail whole, access equal to the assignments.
"""

import json
import os
import re
import signal
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from review_queue.work.broker import ENTRY
from review_queue.work.faults import Place
from tests.review_queue.faults.conftest import RoundFleet
from tests.review_queue.work.fleet import kill, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.postgres]

PLACES: list[Place] = ["before-claim", "after-claim", "before-finish", "after-effect", "after-finish"]
EXAMS = 5
DATES = re.compile(rb"\d{4}-\d\d-\d\dT\S+Z")
KILLS = 12
HOUR_S = 3600
WITHIN_S = 300.0


@contextmanager
def playing(fleet: RoundFleet, *, exams: int = EXAMS, **worker: str) -> Iterator[None]:
    """Answers arrive; while this lasts, clock, worker and reviewers are at them. Then all are decided."""
    fleet.order("open_round", reviewers=8, seed=11)
    fleet.clock()
    fleet.worker(**worker)
    arrive(fleet, exams)
    for number in range(2):
        fleet.order("hire", number=number, of=2)
    yield
    settle(fleet)


def arrive(fleet: RoundFleet, exams: int) -> None:
    fleet.order("receive", number=exams)
    fleet.order("clear", number=exams)


def settle(fleet: RoundFleet, *, within: float = WITHIN_S) -> None:
    try:
        wait_until(fleet.settled, within=within)
    except TimeoutError:
        pytest.fail(f"{fleet.order('items')} {fleet.order('work')} {fleet.words()[-2000:]}")
    assert fleet.order("breaches", settled=True) == []


def offered(fleet: RoundFleet) -> None:
    """The round is in full swing: some have offers, nobody has finished."""
    wait_until(lambda: fleet.order("items").keys() & {"assigned", "disputed", "decided"}, within=WITHIN_S)


def horses_killed(fleet: RoundFleet) -> int:
    return fleet.words().count("(signal 9)")


def test_without_a_fault_every_piece_of_work_is_begun_once(fleet: RoundFleet) -> None:
    with playing(fleet):
        pass
    begun = fleet.order("attempts")
    assert begun["begun"] == begun["pieces"]


def test_messages_of_a_round_hold_ids_and_nothing_else(fleet: RoundFleet) -> None:
    fleet.order("open_round", reviewers=4, seed=11)
    arrive(fleet, 3)
    ids = set(fleet.order("ids"))
    with fleet.server.client() as connection:
        messages = [connection.hgetall(key) for key in connection.keys("rq:job:*")]
    sent = [json.loads(zlib.decompress(message.pop(b"data"))) for message in messages]
    assert {tuple(arguments) for _, _, arguments, _ in sent} == {(one,) for one in ids}
    assert {str(kwargs) for *_, kwargs in sent} == {"{}"}
    described = {message.pop(b"description").decode() for message in messages}
    assert described == {f"{ENTRY}('{one}')" for one in ids}
    rest = b" ".join(value for message in messages for value in message.values() if value)
    assert set(rest.split()) <= {b"default", b"queued", b"0", b"60", b"90", b"120"} | set(DATES.findall(rest))


def test_kills_at_every_labelled_place(fleet: RoundFleet) -> None:
    with playing(fleet):
        for place in PLACES:
            fleet.worker(REVIEW_QUEUE_FAULT=f"{place}:2")
        deadline = time.monotonic() + WITHIN_S
        while horses_killed(fleet) < KILLS:
            assert time.monotonic() < deadline, f"only {horses_killed(fleet)} kills"
            arrive(fleet, 1)
            time.sleep(1)


def test_reviewers_killed_while_they_submit(fleet: RoundFleet) -> None:
    """What a reviewer has seen confirmed is there; what was not confirmed is there whole, or not at all."""
    with playing(fleet):
        offered(fleet)
        for _ in range(6):
            short_lived = fleet.order("hire", number=0, of=1)
            time.sleep(0.3)
            os.kill(short_lived, signal.SIGKILL)


def test_a_broker_flushed_in_the_middle(fleet: RoundFleet) -> None:
    with playing(fleet):
        offered(fleet)
        with fleet.server.client() as connection:
            connection.flushall()


def test_a_broker_that_is_stopped_while_reviewers_submit(fleet: RoundFleet) -> None:
    with playing(fleet):
        offered(fleet)
        fleet.server.stop()
        wait_until(lambda: fleet.order("items").get("assigned", 0) == 0, within=WITHIN_S)
        assert fleet.order("breaches", settled=False) == []
        fleet.server.start()


def test_two_clocks_at_once(fleet: RoundFleet) -> None:
    with playing(fleet):
        fleet.clock()


def test_every_message_delivered_ten_times(fleet: RoundFleet) -> None:
    with playing(fleet):
        fleet.worker()
        offered(fleet)
        assert fleet.order("deliver", times=10) >= 10 * EXAMS
    assert fleet.order("deliver", times=10) >= 10 * EXAMS
    settle(fleet)
    begun = fleet.order("attempts")
    assert begun["begun"] == begun["pieces"]


def test_workers_and_a_clock_that_are_hours_off(fleet: RoundFleet) -> None:
    """Leases and due times are the database's: a fast clock takes nothing early, a slow one not late."""
    with playing(fleet, CLOCK_SHIFT_S=str(6 * HOUR_S)):
        fleet.worker(CLOCK_SHIFT_S=str(-6 * HOUR_S))
        fleet.clock(CLOCK_SHIFT_S=str(6 * HOUR_S))
    begun = fleet.order("attempts")
    assert begun["begun"] == begun["pieces"]


@pytest.mark.soak
def test_200_kills_at_labelled_places_with_every_other_fault_between(fleet: RoundFleet) -> None:
    """Answers keep coming until 200 processes have died; three workers in four kill themselves."""
    turn = Turn(fleet)
    while turn.kills < 200:
        assert turn.number < 80, f"only {turn.kills} kills"
        turn.take()
    for worker in turn.workers:
        kill(worker)
    fleet.worker()
    settle(fleet, within=WITHIN_S + turn.exams)
    print(f"{turn.kills} kills, {turn.exams} answers, {fleet.order('attempts')}")


class Turn:
    """One after the other: more answers, a killed reviewer, a replaced worker, and each fault in its turn."""

    def __init__(self, fleet: RoundFleet) -> None:
        self.fleet = fleet
        self.number = self.exams = self.killed = 0
        fleet.order("open_round", reviewers=16, seed=13)
        fleet.clock()
        fleet.clock()
        self.workers = [self.hire(place) for place in PLACES]
        self.sound = fleet.worker()
        self.people = [fleet.order("hire", number=number, of=3) for number in range(3)]

    @property
    def kills(self) -> int:
        return self.killed + horses_killed(self.fleet)

    def hire(self, place: Place) -> subprocess.Popen[bytes]:
        return self.fleet.worker(REVIEW_QUEUE_FAULT=f"{place}:3")

    def take(self) -> None:
        self.number += 1
        arrive(self.fleet, 4)
        self.exams += 4
        self.replace()
        for fault in self.due():
            fault()
        time.sleep(2)
        assert self.fleet.order("breaches", settled=False) == []

    def replace(self) -> None:
        """A reviewer and a worker die at any time, wherever they are."""
        person, place = self.number % len(self.people), self.number % len(PLACES)
        os.kill(self.people[person], signal.SIGKILL)
        self.people[person] = self.fleet.order("hire", number=person, of=3)
        kill(self.workers[place])
        self.workers[place] = self.hire(PLACES[place])
        self.killed += 2

    def due(self) -> list[Callable[[], object]]:
        faults: dict[int, Callable[[], object]] = {
            3: lambda: self.fleet.server.client().flushall(),
            5: self.stop_broker,
            7: lambda: self.fleet.order("deliver", times=2),
        }
        return [fault for every, fault in faults.items() if self.number % every == 0]

    def stop_broker(self) -> None:
        self.fleet.server.stop()
        time.sleep(1)
        self.fleet.server.start()
