"""Kill the process at each labelled place, with a real SIGKILL, and look at what is left."""

import ast
import os
import signal

import pytest
from pytest_django import Settings

from review_queue.work import faults
from review_queue.work.faults import reached
from tests.house_code import modules
from tests.review_queue.work.fleet import Fleet

PLACES = [
    ("before-claim", "pending", 0, {}),
    ("after-claim", "running", 1, {}),
    ("before-finish", "running", 1, {}),
    ("after-effect", "running", 1, {}),
    ("after-finish", "done", 1, {"1": 1}),
]


@pytest.mark.faults
@pytest.mark.postgres
@pytest.mark.parametrize(("place", "state", "attempt", "marks"), PLACES, ids=[place[0] for place in PLACES])
def test_a_kill_at_this_place_loses_nothing_and_doubles_nothing(
    fleet: Fleet, place: str, state: str, attempt: int, marks: dict[str, int]
) -> None:
    fleet.order("ask", kind="ledger.write", keys=["1"])
    killed = fleet.start("reconcile", "--inline", REVIEW_QUEUE_FAULT=place)
    assert killed.wait(timeout=180) == -signal.SIGKILL
    left = fleet.order("row", kind="ledger.write", key="1")
    assert (left["state"], left["attempt"]) == (state, attempt)
    assert fleet.order("marks") == marks
    fleet.order("lease_ends")
    assert fleet.start("reconcile", "--inline").wait(timeout=180) == 0
    assert fleet.order("states") == {"done": 1}
    assert fleet.order("marks") == {"1": 1}


def test_without_the_setting_the_environment_can_kill_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append(number))
    monkeypatch.setenv("REVIEW_QUEUE_FAULT", "after-claim")
    for given in ({}, {"FAULTS": False}, {"FAULTS": "yes"}, {"FAULTS": 1}):
        settings.REVIEW_QUEUE = given
        reached("after-claim")
    assert killed == []
    settings.REVIEW_QUEUE = {"FAULTS": True}
    reached("after-claim")
    assert killed == [signal.SIGKILL]


def test_only_every_nth_arrival_at_the_named_place_dies(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append(number))
    monkeypatch.setattr(faults, "_arrivals", bytearray(8))
    monkeypatch.setenv("REVIEW_QUEUE_FAULT", "before-finish:3")
    settings.REVIEW_QUEUE = {"FAULTS": True}
    for _ in range(7):
        reached("before-finish")
        reached("after-finish")
    assert len(killed) == 2


def test_only_tests_turn_the_faults_on() -> None:
    switches = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == "FAULTS"
    ]
    assert switches == []
