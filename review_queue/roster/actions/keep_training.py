"""Record what a reviewer was trained in, or strike out what was recorded wrongly."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NotAllowed, WrongState
from review_queue.locks import lock
from review_queue.models import Event, Reviewer, Training
from review_queue.permissions import User
from review_queue.record import record
from review_queue.roster.queries.details import reviewers_led_by
from review_queue.roster.rules import RecordedAlready
from review_queue.statements.subjects import Subject


@transaction.atomic
def record_training(
    *,
    reviewer: Reviewer,
    by: User,
    what: str,
    given_on: datetime.date,
    hours: Decimal,
    given_by: str,
    valid_until: datetime.date | None,
) -> Training:
    """By who leads a pool of the reviewer's, and for nobody's own. Raises NotAllowed, and RecordedAlready for
    the same training on the same day."""
    leader = _leader(reviewer, by)
    locked = lock(Reviewer).get(pk=reviewer.pk)
    same = Training.objects.filter(reviewer=locked, what__iexact=what, given_on=given_on, struck_at=None)
    if same.exists():
        raise RecordedAlready
    row = Training.objects.create(
        reviewer=locked,
        what=what,
        given_on=given_on,
        hours=hours,
        given_by=given_by,
        valid_until=valid_until,
        recorded_by_id=leader,
    )
    _note(row, Event.Kind.TRAINED, by)
    return row


@transaction.atomic
def strike_training(*, training: Training, by: User, because: str) -> Training:
    """It counts no longer, and stays to be read. Raises NotAllowed, and WrongState if it is struck out."""
    leader = _leader(training.reviewer, by)
    lock(Reviewer).get(pk=training.reviewer_id)
    row = Training.objects.get(pk=training.pk)
    if row.struck_at is not None:
        raise WrongState
    row.struck_by_id, row.struck_at, row.struck_because = leader, timezone.now(), because
    row.save(update_fields=["struck_by", "struck_at", "struck_because"])
    _note(row, Event.Kind.STRUCK_OUT, by)
    return row


def _leader(reviewer: Reviewer, by: User) -> int:
    led = reviewers_led_by(by).filter(pk=reviewer.pk).exclude(user=by.pk)
    if by.pk is None or not led.exists():
        raise NotAllowed
    return int(by.pk)


def _note(row: Training, kind: Event.Kind, by: User) -> None:
    """The event says whose it is, so that a row given to somebody else is missed where it was."""
    detail = f"reviewer:{row.reviewer_id},training:{row.pk}"
    record(None, kind, actor=by, detail=detail, states=(Subject.TRAINING, row.pk))
