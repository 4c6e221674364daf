"""A run that would take far more than was confirmed asks first, and so does one long after the last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.models import Application, AssociationEvent, Retention, RetentionRun, RetentionTerm
from endorsement_plugin.retention.actions.running import begin_run
from endorsement_plugin.retention.actions.terms import keep_for, switch_on
from endorsement_plugin.retention.queries.due import numbers, preview, revision_of
from endorsement_plugin.retention.rules import pace
from endorsement_plugin.retention.rules.kinds import KEEPINGS
from endorsement_plugin.retention.rules.pace import BESIDE, MOST_DAYS, asks_again
from endorsement_plugin.retention.rules.terms import Kind
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator
from tests.factories.retention import whole

pytestmark = pytest.mark.django_db

OLD = datetime(2010, 1, 15, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "goes", "confirmed", "said"),
    [
        (DAY + timedelta(days=1), 0, 0, ""),
        (DAY + timedelta(days=MOST_DAYS), BESIDE, 0, ""),
        (DAY + timedelta(days=MOST_DAYS + 1), 0, 5_000, "32 days after what was before it, on 2 March 2026"),
        (DAY + timedelta(days=1826), 0, 0, "1,826 days"),
        (DAY, BESIDE + 1, 0, "would have removed 101 records. 0 were confirmed"),
        (DAY, 2 * 700 + BESIDE, 700, ""),
        (DAY, 2 * 700 + BESIDE + 1, 700, "more than 1,500 are asked about first"),
        (DAY - timedelta(days=400), 0, 0, ""),
    ],
)
def test_what_is_asked_about(day: date, goes: int, confirmed: int, said: str):
    found = asks_again(day, DAY, goes, confirmed)
    assert said in found
    assert bool(found) is bool(said)
    assert len(found) < 300
    assert not asks_again(day, None, 0, 0)


def switched_on(row: Application) -> Retention:
    """As a coordinator does, with the numbers of today."""
    association, day = row.association, today(row.association)
    return switch_on(
        association=association,
        by=make_coordinator(association),
        seen=numbers(preview(association, day)),
        revision=revision_of(association),
        day=day,
    )


def test_a_clock_that_is_years_ahead_takes_nothing(client: Client):
    row = whole("declined", timezone.now() - timedelta(days=60))
    association = row.association
    switched_on(row)
    ahead = timezone.now() + timedelta(days=5 * 365)
    assert sum(numbers(preview(association, ahead.date())).values()) > 0
    assert begin_run(association=association, now=ahead) is None
    run_due()
    assert row.transcripts.exists()
    assert not RetentionRun.objects.exists()
    switch = Retention.objects.get()
    assert (switch.is_on, "Is the clock of the server right?" in switch.asks_again) == (False, True)
    event = AssociationEvent.objects.filter(setting="retention").latest("pk")
    assert (event.actor, event.role, event.after) == (None, "system", f"off: {switch.asks_again}")

    client.force_login(make_coordinator(association))
    for name in ("endorsement_retention", "endorsement_retention_switch"):
        page = client.get(reverse(name, args=[association.code])).content.decode()
        assert "stopped by itself" in page
        assert "Is the clock of the server right?" in page
    switched_on(row)
    assert Retention.objects.get().asks_again == ""
    assert begin_run(association=association, now=timezone.now()) is not None


def test_a_run_that_would_take_far_more_than_was_confirmed_asks_first(monkeypatch):
    row = whole("declined", timezone.now() - timedelta(days=60))
    switched_on(row)
    monkeypatch.setattr(pace, "BESIDE", 0)
    whole("declined", OLD)
    assert begin_run(association=row.association, now=timezone.now()) is None
    run_due()
    assert "would have removed" in Retention.objects.get().asks_again
    assert Application.objects.filter(emptied_at=None).count() == 2
    switched_on(row)
    assert begin_run(association=row.association, now=timezone.now()) is not None
    run_due()
    assert Application.objects.filter(emptied_at=None).count() == 1


def test_a_day_that_begins_while_a_run_goes_on_takes_no_more_than_was_looked_at():
    row = whole("declined", OLD)
    switched_on(row)
    run = begin_run(association=row.association, now=timezone.now())
    assert run
    RetentionRun.objects.update(day=date(2010, 6, 1))
    run_due()
    run.refresh_from_db()
    assert (run.counts, bool(run.ended_at)) == ({}, True)
    assert row.transcripts.exists()


def test_a_kind_that_comes_with_a_later_version_goes_once_it_is_confirmed(client: Client):
    row = whole("declined", OLD)
    association = row.association
    switched_on(row)
    RetentionTerm.objects.filter(kind=Kind.DECLINED.value).delete()  # as if this version had brought it
    line = next(one for one in preview(association, today(association)) if one.term.kind is Kind.DECLINED)
    assert (line.goes, line.waits) == (0, 1)
    assert Kind.DECLINED.value not in numbers(preview(association, today(association)))
    cora = make_coordinator(association)
    client.force_login(cora)
    page = client.get(reverse("endorsement_retention", args=[association.code])).content.decode()
    assert "1 more once you confirm this kind" in page
    begin_run(association=association, now=timezone.now())
    run_due()
    assert "declined" not in RetentionRun.objects.get().counts
    months = KEEPINGS[Kind.DECLINED].months
    keep_for(association=association, kind=Kind.DECLINED, months=months, reason="", by=cora)
    assert not Retention.objects.get().is_on, "nobody has seen the numbers of it"
    assert numbers(preview(association, today(association)))["declined"] == 1
