"""Reviewers as processes: each answers its offers, scores, and writes down what was confirmed."""

import os
import random
import time
from pathlib import Path

from django.db import DatabaseError, connection

from review_queue.errors import Refusal
from review_queue.models import Assignment
from review_queue.rules.transitions import ACTIVE
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from review_queue.work.lifeline import die_with
from tests.factories import reviews
from tests.review_queue.faults.scene import points_of

PAUSE_S = 0.1


def hire(*, number: int, of: int, confirmed: Path) -> int:
    """Start a process that scores for every `of`-th reviewer; its id."""
    connection.close()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        die_with(parent)
        try:
            _score_for_ever(number, of, confirmed)
        finally:
            os._exit(1)
    return pid


def _score_for_ever(number: int, of: int, confirmed: Path) -> None:
    chance = random.Random(os.getpid())
    while True:
        try:
            _turn(number, of, confirmed, chance)
        except (Refusal, DatabaseError):  # somebody was faster, or the database is busy: look again
            connection.close()
        time.sleep(PAUSE_S)


def _turn(number: int, of: int, confirmed: Path, chance: random.Random) -> None:
    held = Assignment.objects.filter(state__in=ACTIVE).select_related("item__round__rubric")
    for one in held.order_by("pk"):
        if one.reviewer_id % of != number:
            continue
        if one.state == "offered" and chance.random() < 0.05:
            step_back(assignment=one, reason=StepBackReason.OVERLOAD)
            continue
        reviews.score(one, points_of(one))
        _note(confirmed, one.code)


def _note(confirmed: Path, code: str) -> None:
    """What a person has seen confirmed is on paper, whatever happens to the process."""
    with confirmed.open("a") as paper:
        paper.write(f"{code}\n")
        paper.flush()
        os.fsync(paper.fileno())
