"""Eight processes after the same slots, some of them killed: each slot gets one holder who may have it."""

import pytest

from tests.review_queue.faults.conftest import RoundFleet


@pytest.mark.faults
@pytest.mark.postgres
def test_120_slots_are_claimed_by_8_processes_under_kills(fleet: RoundFleet) -> None:
    claim(fleet, exams=60, reviewers=20, kills=8, seconds=30)


@pytest.mark.soak
@pytest.mark.postgres
def test_3000_slots_are_claimed_by_8_processes_under_kills(fleet: RoundFleet) -> None:
    claim(fleet, exams=1_500, reviewers=200, kills=100, seconds=240)


def claim(fleet: RoundFleet, *, exams: int, reviewers: int, kills: int, seconds: float) -> None:
    """By asking and by plans at once. Half of the reviewers have room for five, so they are fought over."""
    fleet.order("open_round", reviewers=reviewers, seed=7)
    fleet.order("put_cleared", number=exams)
    done = fleet.order("race", processes=8, kills=kills, seconds=seconds)
    print(done)
    assert done["failed"] == 0
    assert done["killed"] >= kills // 2
    assert done["asked_for"] > 0
    assert done["planned"] > 0
    assert done["asked_for"] + done["planned"] == 2 * exams
    assert fleet.order("items") == {"assigned": exams}
    assert fleet.order("breaches", settled=False) == []
