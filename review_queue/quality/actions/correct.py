"""Record what was done about an alarm, and what the follow-up found."""

import datetime

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NotAllowed, WrongState
from review_queue.locks import LOCKS, lock_item
from review_queue.models import CorrectiveAction, Event, Item, Pool, PoolRole, Round
from review_queue.permissions import User, items_led_by, pools_of
from review_queue.readers import corrections_of
from review_queue.record import record
from review_queue.statements.subjects import Subject


@transaction.atomic
def correct(
    *,
    scored_in: Round,
    pool: Pool,
    item: Item | None,
    alarm: str,
    what: str,
    who: str,
    done_on: datetime.date,
    follow_up_on: datetime.date | None,
    by: User,
) -> CorrectiveAction:
    """`alarm` is a code of `staff.reports.open_alarms`; with `item`, it is about that answer. Raises
    NotAllowed for a pool or an answer that `by` does not lead."""
    if by.pk is None or not pools_of(by, PoolRole.Role.CHIEF).filter(pk=pool.pk).exists():
        raise NotAllowed
    if item is not None and not items_led_by(by).filter(pk=lock_item(item.pk).pk, round=scored_in).exists():
        raise NotAllowed
    row = CorrectiveAction.objects.create(
        round=scored_in,
        pool=pool,
        item=item,
        alarm=alarm,
        what=what.strip(),
        who=who.strip(),
        done_on=done_on,
        follow_up_on=follow_up_on,
        recorded_by_id=by.pk,
    )
    _note(row, Event.Kind.CORRECTED, by)
    return row


@transaction.atomic
def follow_up(*, action: CorrectiveAction, by: User, outcome: str) -> CorrectiveAction:
    """Once. Raises NotAllowed, and WrongState if it is done already."""
    if by.pk is None or not corrections_of(by).filter(pk=action.pk).exists():
        raise NotAllowed
    row = LOCKS.lock(CorrectiveAction).select_related("round", "pool", "item").get(pk=action.pk)
    if row.followed_up_at is not None:
        raise WrongState
    row.outcome, row.followed_up_by_id, row.followed_up_at = outcome.strip(), by.pk, timezone.now()
    row.save(update_fields=["outcome", "followed_up_by", "followed_up_at"])
    _note(row, Event.Kind.FOLLOWED_UP, by)
    return row


def _note(row: CorrectiveAction, kind: Event.Kind, by: User) -> None:
    detail = f"pool:{row.pool.code},correction:{row.pk}"
    record(row.item or row.round, kind, actor=by, detail=detail, states=(Subject.CORRECTION, row.pk))
