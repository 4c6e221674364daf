from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from review_queue.work.asking import ask
from review_queue.work.duties import beat
from review_queue.work.models import Beat, Work
from review_queue.work.status import RECONCILE, duties, given_up, status

from .conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_before_anything_has_happened() -> None:
    found = status()
    assert (found.waiting, found.later, found.running, found.dead, found.oldest) == (0, 0, 0, 0, None)
    assert (found.last_reconcile, found.clock_late, found.broker_reachable) == (None, True, None)


def test_depth_and_age_come_from_the_rows(register: Register) -> None:
    register("a.kind")
    for key in range(6):
        ask("a.kind", str(key))
    ask("a.kind", "later", delay=timedelta(hours=1))
    Work.objects.filter(key="0").update(due_at=Now() - timedelta(minutes=5))
    Work.objects.filter(key="1").update(state="running", lease_until=Now() + timedelta(minutes=1))
    Work.objects.filter(key="2").update(state="dead", trouble="ValueError at f:1")
    Work.objects.filter(key="3").update(state="done")
    with CaptureQueriesContext(connection) as queries:
        found = status()
    assert len(queries) == 2
    assert (found.waiting, found.later, found.running, found.dead) == (3, 1, 1, 1)
    assert found.oldest is not None
    assert timedelta(minutes=5) <= found.oldest < timedelta(minutes=6)
    assert [work.key for work in given_up()] == ["2"]


@pytest.mark.parametrize(("age", "late"), [(timedelta(), False), (timedelta(minutes=2), True)])
@pytest.mark.parametrize("reachable", [True, False])
def test_the_clock_tells_when_it_was_there_and_what_it_found(
    age: timedelta, late: bool, reachable: bool
) -> None:
    beat(RECONCILE, ok=not reachable)
    beat(RECONCILE, ok=reachable)
    Beat.objects.update(at=Now() - age)
    found = status()
    assert (found.clock_late, found.broker_reachable) == (late, reachable)
    assert found.last_reconcile is not None


def test_duties_are_listed_apart_from_the_clock() -> None:
    beat(RECONCILE, ok=True)
    beat("a.duty", ok=True)
    assert [duty.name for duty in duties()] == ["a.duty"]
