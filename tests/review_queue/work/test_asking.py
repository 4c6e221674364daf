import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis.exceptions import ConnectionError as BrokerGone

from review_queue.work import broker
from review_queue.work.asking import ask, ask_again
from review_queue.work.errors import UnknownKind
from review_queue.work.models import Work, work_id
from review_queue.work.running import run_due
from tests.review_queue.work.conftest import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A broker that refuses; the list has one entry for each time that it was tried."""
    tries: list[int] = []

    def refuse(wakes: list[broker.Wake]) -> None:
        tries.append(len(wakes))
        raise BrokerGone

    monkeypatch.setattr(broker, "_send", refuse)
    monkeypatch.setattr(broker, "_pause", broker.Pause())
    return tries


def test_asking_wakes_a_worker_after_the_commit(
    register: Register,
    wakes: list[broker.Wake],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    register("a.kind", lease=33)
    with django_capture_on_commit_callbacks(execute=True):
        ask("a.kind", "1")
        assert wakes == []
    assert wakes == [broker.Wake(str(work_id("a.kind", "1")), 0, timedelta(seconds=33))]


def test_a_rollback_takes_the_work_back(register: Register, wakes: list[broker.Wake]) -> None:
    register("a.kind")
    with transaction.atomic():
        ask("a.kind", "1")
        transaction.set_rollback(True)
    assert not Work.objects.exists()
    assert wakes == []


def test_asking_again_is_a_no_op_before_and_after_it_is_done(register: Register) -> None:
    seen = register("a.kind")
    ask("a.kind", "1")
    ask("a.kind", "1")
    assert run_due() == 1
    ask("a.kind", "1")
    assert run_due() == 0
    assert seen == ["1"]


def test_the_same_key_of_another_kind_is_other_work(register: Register) -> None:
    one, other = register("a.kind"), register("b.kind")
    ask("a.kind", "1")
    ask("b.kind", "1")
    assert run_due() == 2
    assert (one, other) == (["1"], ["1"])


def test_delayed_work_is_not_woken_and_not_run_before_its_time(
    register: Register,
    wakes: list[broker.Wake],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seen = register("a.kind")
    with django_capture_on_commit_callbacks(execute=True):
        ask("a.kind", "later", delay=timedelta(hours=1))
        ask("a.kind", "soon", delay=timedelta(minutes=5))
    assert wakes == []
    assert run_due() == 0
    Work.objects.update(due_at=F("due_at") - timedelta(minutes=5))
    assert run_due() == 1
    assert seen == ["soon"]


def test_an_unknown_kind_is_refused_before_anything_is_written() -> None:
    with pytest.raises(UnknownKind, match=r"no\.such"):
        ask("no.such", "1")
    assert not Work.objects.exists()


def test_a_dead_broker_fails_no_caller_and_is_not_tried_for_each_of_them(
    register: Register,
    gone: list[int],
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    register("a.kind")
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        for key in "12345":
            ask("a.kind", key)
    assert gone == [1]
    assert [record.getMessage() for record in caplog.records] == [
        "The broker does not answer (ConnectionError); the sweeper will wake the workers."
    ]
    assert Work.objects.filter(state="pending").count() == 5


def test_given_up_work_can_be_asked_for_again_with_all_its_attempts(register: Register) -> None:
    def broken(claim: object) -> None:
        raise ValueError

    register("a.kind", broken, attempts=1)
    ask("a.kind", "1")
    run_due()
    assert ask_again(Work.objects.all()) == 1
    revived = Work.objects.get()
    assert (revived.state, revived.spent, revived.attempt) == ("pending", 0, 1)
    assert ask_again(Work.objects.all()) == 0
