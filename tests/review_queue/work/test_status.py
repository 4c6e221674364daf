from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from review_queue.work import registry
from review_queue.work.asking import ask
from review_queue.work.duties import beat, run_duties
from review_queue.work.models import Beat, Work
from review_queue.work.registry import duty
from review_queue.work.status import RECONCILE, Depth, clock_and_duties, depths, given_up
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_before_anything_has_happened(register: Register) -> None:
    register("a.kind")
    duty("a.duty", every=timedelta(minutes=1))(lambda: None)
    clock, (run,) = clock_and_duties()
    assert depths() == [Depth("a.kind")]
    assert (clock.at, clock.late, clock.broker) == (None, True, None)
    assert (run.name, run.age, run.late, run.ok) == ("a.duty", None, True, True)


@pytest.mark.parametrize("more", [0, 40])
def test_depth_and_age_of_each_kind_come_from_the_rows(register: Register, more: int) -> None:
    register("a.kind")
    register("b.kind")
    for key in range(6):
        ask("a.kind", str(key))
    ask("a.kind", "later", delay=timedelta(hours=1))
    for key in range(more):
        ask("b.kind", str(key))
    Work.objects.filter(key="0", kind="a.kind").update(due_at=Now() - timedelta(minutes=5))
    Work.objects.filter(key="1", kind="a.kind").update(
        state="running", lease_until=Now() + timedelta(minutes=1)
    )
    Work.objects.filter(key="2", kind="a.kind").update(state="dead", trouble="ValueError at f:1")
    Work.objects.filter(key="3", kind="a.kind").update(state="done")
    with CaptureQueriesContext(connection) as queries:
        first, second = depths()
    assert len(queries) == 1
    assert (first.waiting, first.later, first.running, first.dead) == (3, 1, 1, 1)
    assert first.oldest is not None
    assert timedelta(minutes=5) <= first.oldest < timedelta(minutes=6)
    assert (second.kind, second.waiting, second.dead) == ("b.kind", more, 0)
    assert [work.key for work in given_up()] == ["2"]


def test_work_that_no_app_knows_any_more_is_counted_too(register: Register) -> None:
    register("old.kind")
    ask("old.kind", "1")
    register("a.kind")
    del registry._jobs["old.kind"]
    assert [(one.kind, one.waiting) for one in depths()] == [("a.kind", 0), ("old.kind", 1)]


@pytest.mark.parametrize(("age", "late"), [(timedelta(), False), (timedelta(minutes=2), True)])
@pytest.mark.parametrize("reachable", [True, False])
def test_the_clock_tells_when_it_was_there_and_what_it_found(
    age: timedelta, late: bool, reachable: bool
) -> None:
    beat(RECONCILE, ok=not reachable)
    beat(RECONCILE, ok=reachable)
    Beat.objects.update(at=Now() - age)
    clock, _ = clock_and_duties()
    assert (clock.late, clock.broker) == (late, reachable)
    assert clock.at is not None


@pytest.mark.parametrize(("age", "late"), [(timedelta(minutes=5), False), (timedelta(minutes=12), True)])
def test_a_duty_is_late_when_its_time_has_long_come(register: Register, age: timedelta, late: bool) -> None:
    register("unused")
    duty("a.duty", every=timedelta(minutes=10))(lambda: 3)
    run_duties()
    Beat.objects.update(at=Now() - age)
    with CaptureQueriesContext(connection) as queries:
        _, (run,) = clock_and_duties()
    assert len(queries) == 1
    assert (run.late, run.ok, run.found) == (late, True, 3)
