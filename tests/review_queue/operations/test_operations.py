"""What the operator is told, from real rows: counts, ages, and what to do."""

import datetime
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from review_queue.audit.actions import seal_events
from review_queue.models import Assignment, Beat, Event, FailingRow, Item, Mail, Work
from review_queue.operations.queries import snapshot as reading
from review_queue.operations.queries.health_checks import Sign, signs, worst
from review_queue.operations.queries.snapshot import operations
from review_queue.rules.health import Level
from review_queue.rules.transitions import ItemState
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from review_queue.work.broker import Seen
from review_queue.work.duties import beat, run_duties
from review_queue.work.models import work_id
from review_queue.work.running import run_due
from review_queue.work.status import RECONCILE
from tests.factories import reviews

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TODAY = datetime.date(2026, 11, 21)
QUERIES = 7  # and one for each table of letters


@pytest.fixture
def running(monkeypatch):
    """A broker with one worker, a clock that has just passed, and duties that have run."""
    monkeypatch.setattr(reading, "look", lambda: Seen(messages=0, workers=1))
    beat(RECONCILE, ok=True)
    run_duties()


def found(code: str) -> Sign:
    return {sign.code: sign for sign in signs(operations(timezone.localdate()))}[code]


def aged(row, **ages):
    """Move the times of a row into the past."""
    row._meta.model._base_manager.filter(pk=row.pk).update(
        **{name: Now() - age for name, age in ages.items()}
    )


def test_all_is_well_with_everything_running(running):
    run_due()
    assert worst(signs(operations(TODAY))) == Level.GOOD
    told = [(sign.words, sign.advice) for sign in signs(operations(TODAY))]
    assert told[1:] == [
        ("It answers and holds no messages.", ""),
        ("1 worker running.", ""),
        ("Nothing waits.", ""),
        ("Nothing.", ""),
        ("Every letter is sent.", ""),
        ("Each has run in time and ended well.", ""),
        ("They match.", ""),
        ("No seal yet. Every event is sealed.", ""),
        ("Every place has a reviewer.", ""),
        ("Nothing is overdue.", ""),
        ("Not counted: by the settings offers leave here however few they are.", ""),
    ]


def test_a_clock_that_stands_must_be_started(running):
    Beat.objects.filter(pk=RECONCILE).update(at=Now() - timedelta(minutes=5))
    sign = found("clock")
    assert (sign.level, sign.words) == (Level.ACT, "Last pass 5 minutes ago.")
    assert "manage.py reconcile --loop" in sign.advice
    Beat.objects.filter(pk=RECONCILE).delete()
    assert found("clock").words == "It has never run."


def test_a_broker_that_does_not_answer_loses_nothing_and_must_be_started(running, monkeypatch):
    monkeypatch.setattr(reading, "look", lambda: None)
    assert (found("broker").level, found("broker").words) == (Level.ACT, "It does not answer.")
    assert found("workers").level == Level.LOOK


def test_no_worker_is_told(running, monkeypatch):
    monkeypatch.setattr(reading, "look", lambda: Seen(messages=7, workers=0))
    assert (found("workers").level, found("workers").words) == (Level.ACT, "No workers running.")
    assert found("broker").words == "It answers and holds 7 messages."


@pytest.mark.parametrize(("minutes", "level"), [(0, Level.GOOD), (3, Level.LOOK), (20, Level.ACT)])
def test_work_that_waits_too_long_is_told(running, minutes, level):
    reviews.make_item()
    work = Work.objects.get(state="pending")
    aged(work, due_at=timedelta(minutes=minutes))
    assert found("waiting").level == level
    assert found("waiting").words.startswith("1 piece due, the oldest for ")


def test_work_given_up_is_told(running):
    reviews.make_item()
    Work.objects.update(state="dead")
    assert (found("given_up").level, found("given_up").words) == (
        Level.LOOK,
        "1 piece given up after the last attempt.",
    )


def test_letters_that_do_not_leave_are_told(running):
    letter = Mail.objects.create(event_key="x", to="a@example.org", subject="x", body="x")
    assert found("mail").level == Level.GOOD
    aged(letter, created_at=timedelta(hours=3))
    assert (found("mail").level, found("mail").words) == (
        Level.ACT,
        "1 letter not sent, the oldest for 3 hours.",
    )


def test_duties_that_fail_or_stand_are_named(running):
    Beat.objects.filter(pk="review_queue.expire").update(ok=False)
    Beat.objects.filter(pk="review_queue.remind").update(at=Now() - timedelta(hours=2))
    words = found("duties").words
    assert words == "Failed: review_queue.expire. Late: review_queue.remind."


def test_access_that_had_to_be_mended_is_told(running):
    assert found("access").level == Level.GOOD
    Beat.objects.filter(pk="review_queue.repair_access").update(found=2)
    assert (found("access").level, found("access").words) == (
        Level.LOOK,
        "2 rows mended in the last comparison.",
    )


def test_events_that_stay_unsealed_are_told(running):
    reviews.make_item()
    assert found("seals").level == Level.GOOD
    QuerySet(Event).update(at=Now() - timedelta(hours=2))
    assert found("seals").level == Level.ACT
    sealed = seal_events()
    assert found("seals").words == "Newest seal 1. Every event is sealed."
    assert sealed == Event.objects.count()


def test_open_places_are_counted_and_wait_from_the_moment_they_opened(running):
    for _ in range(2):
        reviews.make_reviewer()
    full = reviews.clear_item(reviews.make_item())
    reviews.assign_all()
    half = reviews.clear_item(reviews.make_item(full.round))
    reviews.assign_all()
    step_back(assignment=half.assignments.get(slot=1), reason=StepBackReason.CONFLICT)
    reviews.clear_item(reviews.make_item(full.round))
    Item.objects.filter(pk=half.pk).update(received_at=Now() - timedelta(days=90))
    seen = operations(TODAY)
    assert seen.places.open == 3
    assert seen.places.oldest is not None
    assert seen.places.oldest < timedelta(hours=1)
    QuerySet(Event).update(at=Now() - timedelta(days=4))
    assert (found("places").level, found("places").words) == (
        Level.LOOK,
        "3 places without a reviewer, the oldest for 4 days.",
    )


def test_a_dispute_opens_one_place():
    _, pair = reviews.make_assigned()
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    assert operations(TODAY).places.open == 1
    assert operations(TODAY).items[ItemState.DISPUTED] == 1


def test_offers_that_should_have_ended_and_late_reviews_are_counted():
    _, (offered, accepted) = reviews.make_assigned()
    reviews.accept_offer(accepted)
    aged(offered, answer_by=timedelta(minutes=5))
    Assignment.objects.filter(pk=accepted.pk).update(due=TODAY)
    assert (operations(TODAY).late.offers, operations(TODAY).late.reviews) == (0, 0)
    aged(offered, answer_by=timedelta(hours=1))
    late = operations(TODAY + timedelta(days=1)).late
    assert (late.offers, late.reviews) == (1, 1)
    words = {one.code: one.words for one in signs(operations(TODAY + timedelta(days=1)))}["late"]
    assert words == "1 review past the due date, 1 offer past the time to answer."


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(running, rows):
    scored_in = reviews.make_round()
    for _ in range(2):
        reviews.make_reviewer()
    for number in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
        key = f"dead {number}"
        Work.objects.create(id=work_id("a.kind", key), kind="a.kind", key=key, state="dead")
    reviews.assign_all()
    with CaptureQueriesContext(connection) as queries:
        seen = operations(TODAY)
    assert len(queries) == QUERIES + len(seen.unsent)
    assert seen.dead == rows


def test_the_command_says_the_same_and_ends_with_1_if_something_must_be_done(running, capsys):
    reviews.make_item()
    Work.objects.update(state="dead", trouble="ValueError at f:1", spent=8)
    work = Work.objects.get()
    call_command("operations")
    told = capsys.readouterr().out
    assert "GOOD  Clock: Last pass" in told
    assert "LOOK  Work given up: 1 piece given up after the last attempt. Mend the cause" in told
    assert f"{work} after 8 attempts: ValueError at f:1" in told
    Beat.objects.filter(pk=RECONCILE).delete()
    with pytest.raises(CommandError) as refusal:
        call_command("operations")
    assert refusal.value.returncode == 1
    assert "ACT   Clock: It has never run." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "No answer left alone in 30 days."),
        (["left_alone"], "1 answer left or ended alone in 30 days: reviewers could tell who shared one."),
        (
            ["left_alone", "ended_alone"],
            "1 answer left or ended alone in 30 days: reviewers could tell who shared one.",
        ),
    ],
)
def test_answers_that_left_alone_are_counted(running, settings, kinds, words):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 1440, "OFFERS_TOGETHER": 3}
    item = reviews.make_item()
    Event.objects.bulk_create(Event(item=item, kind=kind) for kind in kinds)
    assert (found("alone").level, found("alone").words) == (Level.LOOK if kinds else Level.GOOD, words)


def test_rows_that_a_duty_cannot_do_are_told_by_the_command(running, capsys):
    row = {"duty": "review_queue.expire", "row": "assignment 12", "words": "A file is not there."}
    FailingRow.objects.create(**row, trouble="FileNotFoundError at expire:12", times=4)
    assert (found("duties").level, found("duties").words) == (
        Level.LOOK,
        "Failed in part: review_queue.expire (1 row).",
    )
    call_command("operations")
    told = capsys.readouterr().out
    assert (
        "review_queue.expire assignment 12, 4 times: A file is not there. FileNotFoundError at expire:12"
        in told
    )
