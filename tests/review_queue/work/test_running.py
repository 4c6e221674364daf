import logging

import pytest

from review_queue.work.asking import ask
from review_queue.work.claims import Claim, take
from review_queue.work.models import Work, work_id
from review_queue.work.running import run, run_due
from tests.review_queue.work.conftest import Register

pytestmark = pytest.mark.django_db


def test_a_message_delivered_ten_times_is_done_once(register: Register) -> None:
    seen = register("a.kind")
    ask("a.kind", "1")
    for _ in range(10):
        run(str(work_id("a.kind", "1")))
    assert seen == ["1"]


def test_work_asked_for_on_the_way_is_done_too(register: Register) -> None:
    def first(claim: Claim) -> None:
        with claim.finish():
            ask("b.kind", claim.key)

    register("a.kind", first)
    seen = register("b.kind")
    ask("a.kind", "1")
    assert run_due() == 2
    assert seen == ["1"]


def test_the_limit_is_kept(register: Register) -> None:
    seen = register("a.kind")
    for key in "123":
        ask("a.kind", key)
    assert run_due(limit=2) == 2
    assert len(seen) == 2


def test_a_step_that_was_done_already_closes_the_row(register: Register) -> None:
    register("a.kind", lambda claim: None)
    ask("a.kind", "1")
    run_due()
    assert Work.objects.get().state == "done"


def test_an_error_is_recorded_by_kind_and_place_but_never_by_its_words(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(claim: Claim) -> None:
        raise ValueError("Ada Placeholder")

    register("a.kind", broken)
    ask("a.kind", "1")
    with caplog.at_level(logging.INFO):
        assert run_due() == 1
    trouble = Work.objects.get().trouble
    assert trouble.startswith("ValueError at broken:")
    assert "a.kind 1, attempt 1: ValueError at broken:" in caplog.text
    assert "Ada" not in trouble + caplog.text


def test_one_that_fails_does_not_hold_up_the_others(register: Register) -> None:
    def broken(claim: Claim) -> None:
        raise ValueError

    register("a.kind", broken)
    seen = register("b.kind")
    ask("a.kind", "1")
    ask("b.kind", "1")
    assert run_due() == 2
    assert seen == ["1"]


def test_a_lost_claim_is_no_error_of_the_work(register: Register) -> None:
    def overtaken(claim: Claim) -> None:
        Work.objects.update(attempt=claim.attempt + 1)
        with claim.finish():
            pass

    register("a.kind", overtaken)
    ask("a.kind", "1")
    run_due()
    row = Work.objects.get()
    assert (row.state, row.trouble) == ("running", "")


def test_work_that_another_worker_holds_is_left_alone(register: Register) -> None:
    seen = register("a.kind")
    ask("a.kind", "1")
    take(work_id("a.kind", "1"))
    assert run_due() == 0
    assert seen == []


def test_work_of_an_unknown_kind_does_not_stop_the_loop(register: Register) -> None:
    register("a.kind")
    ask("a.kind", "1")
    Work.objects.update(kind="from.a.newer.release")
    assert run_due() == 0
