from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from review_queue.work.asking import ask
from review_queue.work.claims import (
    Claim,
    LostClaim,
    give_back,
    pause_after,
    release,
    take,
)
from review_queue.work.errors import UnknownKind
from review_queue.work.models import Beat, Work, work_id
from review_queue.work.registry import job_for
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def work(register: Register) -> UUID:
    register("a.kind", lease=60, attempts=2)
    ask("a.kind", "1")
    return work_id("a.kind", "1")


def taken(work: UUID) -> Claim:
    claim = take(work)
    assert claim is not None
    return claim


def lease_ends(work: UUID) -> None:
    Work.objects.filter(pk=work).update(lease_until=Now() - timedelta(seconds=1))


def test_a_claim_is_exclusive_while_its_lease_runs(work: UUID) -> None:
    assert taken(work).attempt == 1
    assert take(work) is None


def test_taking_costs_two_queries(work: UUID) -> None:
    with CaptureQueriesContext(connection) as queries:
        take(work)
    assert len(queries) == 2


def test_an_expired_lease_may_be_taken_over_and_fences_out_the_first(work: UUID) -> None:
    first = taken(work)
    lease_ends(work)
    second = taken(work)
    assert second.attempt == 2
    with pytest.raises(LostClaim), first.finish():
        Beat.objects.create(name="effect of the first")
    with second.finish():
        Beat.objects.create(name="effect of the second")
    assert list(Beat.objects.values_list("name", flat=True)) == ["effect of the second"]
    assert Work.objects.get().state == "done"


def test_two_takers_of_the_same_state_cannot_both_win(work: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reads the row before the first writes it: compare-and-swap lets one through."""
    real = job_for
    claims: list[Claim | None] = []

    def overtaken(kind: str) -> object:
        monkeypatch.setattr("review_queue.work.claims.job_for", real)
        claims.append(take(work))
        return real(kind)

    monkeypatch.setattr("review_queue.work.claims.job_for", overtaken)
    claims.append(take(work))
    assert [claim is not None for claim in claims] == [True, False]


def test_an_effect_that_fails_leaves_the_row_running_and_nothing_written(work: UUID) -> None:
    claim = taken(work)
    with pytest.raises(IntegrityError), claim.finish():
        Beat.objects.bulk_create([Beat(name="half"), Beat(name="half")])
    assert not claim.finished
    assert not Beat.objects.exists()
    assert Work.objects.get().state == "running"


def test_finishing_twice_is_refused(work: UUID) -> None:
    claim = taken(work)
    with claim.finish():
        pass
    with pytest.raises(LostClaim), claim.finish():
        Beat.objects.create(name="again")
    assert not Beat.objects.exists()


def test_work_given_back_waits_and_is_given_up_after_its_last_attempt(work: UUID) -> None:
    job = job_for("a.kind")
    give_back(taken(work), job, "ValueError")
    assert take(work) is None, "it is not due yet"
    Work.objects.update(due_at=Now())
    give_back(taken(work), job, "ValueError")
    row = Work.objects.get()
    assert (row.state, row.attempt, row.trouble, row.lease_until) == ("dead", 2, "ValueError", None)
    assert take(work) is None


def test_an_abandoned_last_attempt_is_given_up_by_the_next_taker(work: UUID) -> None:
    for _ in range(2):
        taken(work)
        lease_ends(work)
    assert take(work) is None
    assert Work.objects.get().state == "dead"


def test_a_late_giving_back_does_not_touch_the_new_holder(work: UUID) -> None:
    first = taken(work)
    lease_ends(work)
    taken(work)
    give_back(first, job_for("a.kind"), "ValueError")
    row = Work.objects.get()
    assert (row.state, row.attempt, row.trouble) == ("running", 2, "")


@pytest.mark.parametrize(("at_fault", "spent", "due"), [(True, 1, False), (False, 0, True)])
def test_work_of_a_dead_process_is_free_at_once_or_after_a_pause(
    work: UUID, at_fault: bool, spent: int, due: bool
) -> None:
    claim = taken(work)
    release(work, claim.attempt, at_fault=at_fault)
    row = Work.objects.get()
    assert (row.state, row.spent, row.attempt) == ("pending", spent, 1)
    assert (take(work) is not None) is due


def test_release_needs_the_attempt_that_died(work: UUID) -> None:
    taken(work)
    release(work, 7, at_fault=False)
    assert Work.objects.get().state == "running"


def test_work_of_an_unknown_kind_stays_for_a_worker_that_knows_it(work: UUID) -> None:
    Work.objects.update(kind="from.a.newer.release")
    with pytest.raises(UnknownKind):
        take(work)
    assert Work.objects.get().state == "pending"


def test_no_such_row_is_nothing_to_do() -> None:
    assert take(UUID(int=0)) is None


@pytest.mark.parametrize(("tries", "seconds"), [(1, 5), (2, 15), (3, 45), (6, 1215), (7, 3600), (1000, 3600)])
def test_the_pause_grows_to_an_hour(tries: int, seconds: int) -> None:
    assert pause_after(tries) == timedelta(seconds=seconds)


@pytest.mark.parametrize("change", [{"lease_until": Now()}, {"state": "running"}])
def test_the_database_refuses_a_lease_without_a_holder_and_the_other_way(
    work: UUID, change: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.update(**change)
