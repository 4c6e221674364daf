"""Work that is done and letters that were sent are kept for a set time, and for no longer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from review_queue.models import Mail
from review_queue.work import retention
from review_queue.work.asking import ask, ask_for_all
from review_queue.work.models import FailingRow, Work
from review_queue.work.retention import forget_done_work, sent_before
from review_queue.work.running import run_due
from tests.query_plans import plan_of
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

MONTH = timedelta(days=30)


def done(age: timedelta) -> None:
    Work.objects.update(done_at=Now() - age)


@pytest.mark.parametrize(("days", "left"), [(0, 3), (29, 3), (31, 0), (4000, 0)])
def test_work_that_is_done_is_kept_for_a_while(register: Register, days: int, left: int) -> None:
    register("a.kind")
    ask_for_all("a.kind", ["1", "2", "3"])
    run_due()
    done(timedelta(days=days))
    assert forget_done_work(MONTH) == 3 - left
    assert Work.objects.count() == left


@pytest.mark.parametrize("state", ["pending", "running", "dead"])
def test_work_that_is_owed_or_given_up_stays_however_old_it_is(register: Register, state: str) -> None:
    register("a.kind")
    ask("a.kind", "1")
    Work.objects.update(
        state=state,
        created_at=Now() - timedelta(days=900),
        due_at=Now() - timedelta(days=900),
        lease_until=Now() if state == "running" else None,
    )
    assert forget_done_work(MONTH) == 0
    assert Work.objects.count() == 1


def test_what_was_forgotten_can_be_asked_for_again(register: Register) -> None:
    seen = register("a.kind")
    for _ in range(2):
        ask("a.kind", "1")
        run_due()
    assert seen == ["1"]
    done(2 * MONTH)
    forget_done_work(MONTH)
    ask("a.kind", "1")
    run_due()
    assert seen == ["1", "1"]


@pytest.mark.parametrize(("rows", "removed"), [(4, 4), (10, 6)])
def test_much_goes_in_batches_and_a_pass_has_an_end(
    register: Register, monkeypatch: pytest.MonkeyPatch, rows: int, removed: int
) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    monkeypatch.setattr(retention, "A_PASS", 5)
    register("a.kind")
    ask_for_all("a.kind", [str(key) for key in range(rows)])
    run_due()
    done(2 * MONTH)
    assert forget_done_work(MONTH) == removed
    assert Work.objects.count() == rows - removed


def test_rows_that_failed_in_a_duty_that_no_app_has_any_more_go_too(register: Register) -> None:
    register("a.kind")
    FailingRow.objects.create(duty="gone.duty", row="reference 1")
    forget_done_work(MONTH)
    assert not FailingRow.objects.exists()


def test_letters_that_never_went_out_are_not_among_those_to_forget() -> None:
    for key in ("sent", "new", "stuck"):
        Mail.objects.create(event_key=key, to="a@example.org", subject="s", body="b")
    Mail.objects.filter(event_key="sent").update(sent_at=Now() - timedelta(days=31))
    Mail.objects.filter(event_key="new").update(sent_at=Now() - timedelta(days=29))
    Mail.objects.filter(event_key="stuck").update(created_at=Now() - timedelta(days=900))
    assert [mail.event_key for mail in sent_before(Mail, MONTH)] == ["sent"]


def test_both_are_found_by_their_own_index() -> None:
    assert "rq_work_done" in plan_of(retention.done_before(MONTH))
    assert "review_queue_mail_sent" in plan_of(sent_before(Mail, MONTH))


@pytest.mark.parametrize("keys", [1, 80])
def test_asking_for_many_is_one_query(register: Register, keys: int) -> None:
    register("a.kind")
    with CaptureQueriesContext(connection) as queries:
        ask_for_all("a.kind", [str(key) for key in range(keys)])
    assert len([one for one in queries if one["sql"].startswith("INSERT")]) == 1
    assert Work.objects.count() == keys
