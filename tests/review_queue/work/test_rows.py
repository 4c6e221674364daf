"""The one way through rows, in a duty and elsewhere."""

import subprocess
import traceback
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.db.models.functions import Now

from review_queue.work.duties import run_duties
from review_queue.work.models import Beat, FailingRow
from review_queue.work.registry import duty
from review_queue.work.rows import all_at_once, for_each_row
from review_queue.work.status import clock_and_duties, failing_rows
from review_queue.work.traces import in_words, wordless
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def divide(number: int) -> int:
    return 12 // number


def due_again() -> None:
    Beat.objects.update(at=Now() - timedelta(hours=1))


def owe(name: str, run: Callable[[], int]) -> None:
    duty(name, every=timedelta(minutes=10))(run)


def rows() -> list[tuple[str, str, int]]:
    return list(FailingRow.objects.order_by("row").values_list("duty", "row", "times"))


@pytest.mark.parametrize("numbers", [[0, 3, 4], [3, 0, 4], [3, 4, 0], [0, 3, 0, 4, 0]])
def test_in_a_duty_every_other_row_is_done_and_the_clock_goes_on(
    register: Register, numbers: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    register("unused")
    owe("a.duty", lambda: sum(for_each_row(numbers, divide)))
    run_duties()
    due_again()
    run_duties()
    beat = Beat.objects.get()
    assert (beat.ok, beat.found) == (True, 7)
    assert rows() == [("a.duty", "0", 2 * numbers.count(0))]
    (row,) = failing_rows()
    assert (row.words, row.trouble.rpartition(":")[0]) == (
        "A number or a day is out of range.",
        "ZeroDivisionError at divide",
    )
    assert "The duty a.duty failed for 0: ZeroDivisionError at divide" in caplog.text
    assert "review_queue.work.test_rows.divide:" in caplog.text  # its trace


def test_what_is_done_or_gone_leaves_the_list_and_what_fails_as_a_whole_is_on_it(register: Register) -> None:
    numbers = [0, 5]
    register("unused")
    owe("a.duty", lambda: sum(for_each_row(numbers, divide)))
    run_duties()
    assert rows() == [("a.duty", "0", 1)]
    numbers[:] = [5]
    due_again()
    run_duties()
    assert rows() == []


def test_a_duty_that_fails_as_a_whole_is_listed_and_keeps_what_is_known_of_its_rows(
    register: Register,
) -> None:
    broken = [False]

    def run() -> int:
        for_each_row([0], divide)
        return divide(0) if broken[0] else 1

    register("unused")
    owe("a.duty", run)
    run_duties()
    broken[0] = True
    due_again()
    run_duties()
    assert rows() == [("a.duty", "", 1), ("a.duty", "0", 2)]
    _, (seen,) = clock_and_duties()
    assert (seen.ok, seen.failing) == (False, 1)
    broken[0] = False
    due_again()
    run_duties()
    assert rows() == [("a.duty", "0", 3)]


@pytest.mark.parametrize("numbers", [[0, 3], [3, 0], [0, 3, 0]])
def test_elsewhere_every_row_is_tried_and_then_the_first_error_is_raised(numbers: list[int]) -> None:
    done: list[int] = []
    with pytest.raises(ZeroDivisionError):
        for_each_row(numbers, lambda number: done.append(divide(number)))
    assert done == [4]
    assert not FailingRow.objects.exists()


@pytest.mark.parametrize(
    ("numbers", "calls"),
    [([], []), ([3], [[3]]), ([3, 4], [[3, 4]]), ([0, 3, 4], [[0, 3, 4], [0], [3], [4]]), ([0], [[0]])],
)
def test_all_at_once_and_one_by_one_only_where_that_fails(
    register: Register, numbers: list[int], calls: list[list[int]]
) -> None:
    seen: list[list[int]] = []

    def act(some: list[int]) -> int:
        seen.append(some)
        return sum(map(divide, some))

    register("unused")
    owe("a.duty", lambda: sum(all_at_once(numbers, act)))
    run_duties()
    assert seen == calls
    assert Beat.objects.get().found == sum(12 // number for number in numbers if number)
    assert rows() == [("a.duty", "0", 1)] * (0 in numbers)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IntegrityError("Key (email)=(ada@example.org)"), "The database refused what was to be written."),
        (DatabaseError("ada"), "The database was busy, or could not be reached."),
        (KeyError("ada"), "Something that it needs is not there."),
        (FileNotFoundError(2, "No such file", "ada.pdf"), "A file is not there."),
        (ConnectionResetError("ada"), "A file or another machine could not be reached."),
        (UnicodeDecodeError("utf-8", b"ada", 0, 1, "ada"), "A value is not of the kind that was expected."),
        (RuntimeError("ada"), "The program met an unknown error."),
    ],
)
def test_errors_are_told_in_words_of_ours_and_logged_without_their_own(error: Exception, words: str) -> None:
    try:
        try:
            raise ValueError("ada lovelace")
        except ValueError as cause:
            raise error from cause
    except Exception as caught:
        bare = wordless(caught)
    assert in_words(error) == words
    chain = (bare, bare.__cause__)
    assert [type(one) for one in chain] == [type(error), ValueError]
    for one in chain:
        assert one is not None
        assert one.__traceback__ is not None
        assert type(one).__name__ in "".join(traceback.format_exception_only(one))
        assert "ada" not in "".join(traceback.format_exception_only(one))


def test_an_error_whose_type_cannot_be_made_without_words_keeps_its_trace() -> None:
    class Wordy(Exception):
        def __new__(cls, word: str) -> "Wordy":
            return super().__new__(cls, word)

    try:
        raise Wordy("ada")
    except Wordy as error:
        bare = wordless(error)
    assert (str(bare), bare.__traceback__ is not None) == ("", True)


@pytest.mark.parametrize(
    "error", [subprocess.TimeoutExpired(["ada"], 1), subprocess.CalledProcessError(1, ["ada"])]
)
def test_an_error_that_cannot_be_told_without_its_words_keeps_its_trace(error: Exception) -> None:
    try:
        raise error
    except Exception as caught:
        bare = wordless(caught)
    assert (str(bare), bare.__traceback__ is not None) == ("", True)
