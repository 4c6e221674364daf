"""What fee lines say, and what they cannot say together."""

from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.rules.fees import (
    DUE,
    HOLDS,
    LATER,
    Due,
    Holds,
    Terms,
    falls_due_at,
    faults,
    is_ahead,
    is_for,
    without_exam,
)
from endorsement_plugin.rules.states import ApplicationState


def line(label: str = "Processing", amount: str = "100", due: str = "submission", **more: Any) -> Terms:
    more["holds"] = Holds(more.get("holds", ""))
    return Terms(key=label, label=label, amount=Decimal(amount), due=Due(due), **more)


@pytest.mark.parametrize("due", list(Due))
@pytest.mark.parametrize("holds", list(Holds))
def test_what_waits_for_a_line_comes_after_it_is_due(due: Due, holds: Holds) -> None:
    possible = {
        Due.OPENING: set(Holds) - LATER,
        Due.SUBMISSION: set(Holds) - LATER,
        Due.EXAM: {Holds.NOTHING, Holds.EXAM, Holds.DECISION},
        Due.RENEWAL: {Holds.NOTHING, Holds.RENEWAL},
        Due.REACTIVATION: {Holds.NOTHING, Holds.REACTIVATION},
        Due.OTHER: {Holds.NOTHING, Holds.EXAM, Holds.DECISION},
    }
    words = "when you move up" if due is Due.OTHER else ""
    told = [fault[1] for fault in faults([line(due=due, holds=holds, due_words=words)])]
    assert told == ([] if holds in possible[due] else ["holds"])


WRONG = [
    (line(amount="0"), "amount", "above 0"),
    (line(amount="-5"), "amount", "above 0"),
    (line(amount="1000000.01"), "amount", "1,000,000 at the most"),
    (line(due="other"), "due_words", "in your own words"),
    (line(due_words="by check"), "due_words", "says when it is due"),
    (line(due="opening", designation="Clinical"), "designation", "chosen only after"),
]


@pytest.mark.parametrize(("wrong", "place", "words"), WRONG)
def test_what_cannot_be_meant_is_told_where_it_stands(wrong: Terms, place: str, words: str) -> None:
    ((index, name, told),) = faults([line("Another"), wrong])
    assert (index, name) == (1, place)
    assert words in told


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        (line(amount="200"), True),
        (line(" processing "), True),
        (line(designation="Clinical"), False),
        (line(due="exam"), False),
        (line(due="other", due_words="late"), False),
        (line("Exam"), False),
    ],
)
def test_one_thing_is_charged_once_at_a_time_and_for_a_designation(other: Terms, twice: bool) -> None:
    assert [(place, name) for place, name, _ in faults([line(), other])] == ([(1, "label")] if twice else [])


def test_two_lines_in_other_words_are_two_if_the_words_are() -> None:
    late, later = line(due="other", due_words="after March"), line(due="other", due_words="after June")
    assert list(faults([late, later])) == []
    assert len(list(faults([late, line(due="other", due_words="After March")]))) == 1


def test_without_an_exam_nothing_is_due_before_it_and_nothing_waits_for_it() -> None:
    lines = [line(), line("Exam", due="exam"), line("Other", holds="exam")]
    assert [(place, name) for place, name, _ in without_exam(lines)] == [(1, "due"), (2, "holds")]


@pytest.mark.parametrize(
    ("designation", "chosen", "charged"),
    [
        ("", "", True),
        ("", "Policy", True),
        ("Clinical", "clinical ", True),
        ("Clinical", "Policy", False),
        ("Clinical", "", False),
    ],
)
def test_a_line_for_a_designation_is_for_nobody_else(designation: str, chosen: str, charged: bool) -> None:
    assert is_for(designation, chosen) is charged


def test_what_submitting_waits_for_falls_due_at_the_start() -> None:
    assert falls_due_at("submission", "submission") is Due.OPENING
    assert falls_due_at("submission", "decision") is Due.SUBMISSION
    assert falls_due_at("opening", "") is Due.OPENING


def test_every_moment_and_every_step_has_words() -> None:
    assert set(DUE) == set(Due)
    assert set(HOLDS) == set(Holds) - {Holds.NOTHING}


@pytest.mark.parametrize(
    ("step", "states"),
    [
        ("", set()),
        ("submission", {"draft", "returned", "deferred"}),
        ("exam", {"draft", "submitted", "in_review", "returned", "exam", "deferred"}),
        ("decision", {"draft", "submitted", "in_review", "returned", "exam", "ready", "deferred"}),
    ],
)
def test_what_is_over_waits_for_nothing(step: str, states: set[str]) -> None:
    assert {state.value for state in ApplicationState if is_ahead(step, state)} == states
