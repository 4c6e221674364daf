"""Reminding takes the same queries for one and for fifty; letters go after a year, not while they count."""

import datetime
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from review_queue.models import Assignment, Beat, Event, Mail, PoolRole, Work
from review_queue.scoring.actions.forget_letters import forget_letters
from review_queue.scoring.actions.remind import letters_for, remind, to_remind
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

QUERIES = 9
"""Of `remind`, with all that it may have to ask: what is due, chiefs and who of them must not know (3), the
letters, which of them are unsent, their work, and the savepoint's beginning and end."""


def accepted(pairs: int, days: int) -> list[Assignment]:
    """So many reviews that are that many days past their due date."""
    scored_in = reviews.make_round()
    for _ in range(2):
        reviews.make_reviewer()
    for _ in range(pairs):
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    due = timezone.localdate() - timedelta(days=days)
    Assignment.objects.update(state="accepted", due=due)
    return list(Assignment.objects.order_by("pk"))


@pytest.mark.parametrize("pairs", [1, 25])
def test_reminding_takes_the_same_queries_for_one_and_for_fifty(pairs):
    reviews.make_staff(PoolRole.Role.CHIEF)
    rows = accepted(pairs, 5)
    early = [one.pk for one in rows[pairs:]]  # half are not yet at the last stage
    Assignment.objects.filter(pk__in=early).update(due=timezone.localdate() - timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        remind()
    assert len(queries) == QUERIES
    assert Mail.objects.filter(event_key__startswith="remind:late").count() == pairs
    assert Mail.objects.filter(event_key__startswith="remind:last").count() == pairs
    assert Mail.objects.filter(event_key__startswith="chief:").count() == pairs
    assert Work.objects.filter(kind="review_queue.deliver_mail").count() >= 3 * pairs


def test_a_reminder_is_not_sent_again_however_long_its_stage_lasts(mailoutbox):
    (first, _) = accepted(1, 1)
    type(first.item.round).objects.update(days_of_grace=3000)
    remind()
    run_due()
    Assignment.objects.update(due=timezone.localdate() - timedelta(days=1))
    Mail.objects.update(sent_at=Now() - timedelta(days=800))
    Work.objects.update(done_at=Now() - timedelta(days=800))
    sent = len(mailoutbox)
    assert sent
    for _ in range(2):
        Beat.objects.all().delete()
        call_command("reconcile", "--inline")
    assert len(mailoutbox) == sent
    assert Mail.objects.filter(event_key__startswith="remind:late").count() == 2


def test_reminders_are_written_reviewer_by_reviewer_also_one_at_a_time():
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(4)]
    for _ in range(12):
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.update(state="accepted", due=yesterday)
    written = [one.to for one in letters_for(to_remind())]
    assert written == sorted(written, key=[one.user.email for one in people].index)
    assert len(set(written)) == 4


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_a_letter_goes_a_year_after_it_was_sent_and_the_trail_stays(days, left):
    item = reviews.make_item()
    events = item.events.count()
    Mail.objects.create(
        event_key="offer:x", to="a@example.org", subject="s", body="b", sent_at=timezone.now()
    )
    Mail.objects.update(sent_at=Now() - timedelta(days=days))
    call_command("reconcile")
    assert Mail.objects.filter(event_key="offer:x").count() == left
    assert Event.objects.filter(item=item).count() == events > 0


def test_the_time_is_a_setting(settings):
    Mail.objects.create(
        event_key="offer:x", to="a@example.org", subject="s", body="b", sent_at=timezone.now()
    )
    Mail.objects.update(sent_at=Now() - timedelta(days=40))
    assert forget_letters() == 0
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "MAIL_KEPT_DAYS": 30}
    assert forget_letters() == 1


def test_letters_of_what_is_over_go(mailoutbox):
    accepted(1, 1)
    remind()
    run_due()
    Mail.objects.update(sent_at=Now() - timedelta(days=800))
    Assignment.objects.update(state="submitted", closed_at=datetime.datetime.now(datetime.UTC))
    assert forget_letters() > 0
    assert not Mail.objects.exists()
