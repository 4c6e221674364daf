"""Open the pack of a round to a neutral auditor, and close it again."""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from review_queue.access import open_to_auditor, shut_to_auditor
from review_queue.errors import NotAllowed, NotNeutral, TooFarAway, WrongState
from review_queue.locks import LOCKS
from review_queue.models import AuditGrant, Event, Pool, Round
from review_queue.permissions import User
from review_queue.readers import audits_given_by, neutral, to_be_audited
from review_queue.record import record
from review_queue.statements.subjects import Subject
from review_queue.work.rows import for_each_row

LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def open_pack(*, scored_in: Round, pool: Pool, email: str, until: datetime.date, by: User) -> AuditGrant:
    """Whoever has an account with this address reads the pack up to this day. A grant that runs gets the new
    day. Raises NotAllowed, TooFarAway for a day that is over or more than a year ahead, and NotNeutral where
    nobody has the account, or its person scores, clears or leads here, or is the one who asks."""
    LOCKS.lock(Round).get(pk=scored_in.pk)
    if by.pk is None or not to_be_audited(by).filter(round=scored_in, pool=pool).exists():
        raise NotAllowed
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise TooFarAway
    people = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).exclude(pk=by.pk)
    user = people.order_by("pk").first()
    if user is None:
        raise NotNeutral
    grants = LOCKS.lock(AuditGrant).filter(round=scored_in, pool=pool, user=user)
    running = grants.filter(ended_at=None).first()
    grant = running or AuditGrant(round=scored_in, pool=pool, user=user)
    grant.until, grant.granted_by_id = until, by.pk
    grant.save()
    if not neutral(AuditGrant.objects.filter(pk=grant.pk)).exists():
        raise NotNeutral
    open_to_auditor(grant)
    _note(grant, Event.Kind.AUDIT_GIVEN, by)
    return grant


@transaction.atomic
def close_pack(*, grant: AuditGrant, by: User) -> AuditGrant:
    """Before its day. Raises NotAllowed, and WrongState if it has ended."""
    if by.pk is None or not audits_given_by(by).filter(pk=grant.pk).exists():
        raise NotAllowed
    row = _locked(grant)
    if row.ended_at is not None:
        raise WrongState
    return _end(row, by)


def close_due(today: datetime.date) -> int:
    """End every grant whose day is over; how many."""
    over = AuditGrant.objects.filter(ended_at=None, until__lt=today)
    return sum(for_each_row(over, lambda grant: _close_if_over(grant, today)))


@transaction.atomic
def _close_if_over(grant: AuditGrant, today: datetime.date) -> bool:
    """Whether it was: somebody may have ended it meanwhile, or given it another day."""
    row = _locked(grant)
    if row.ended_at is not None or row.until >= today:
        return False
    _end(row, None)
    return True


def _locked(grant: AuditGrant) -> AuditGrant:
    return LOCKS.lock(AuditGrant).select_related("round", "pool").get(pk=grant.pk)


def _end(row: AuditGrant, by: User | None) -> AuditGrant:
    row.ended_at, row.ended_by_id = timezone.now(), by.pk if by else None
    row.save(update_fields=["ended_at", "ended_by"])
    shut_to_auditor(row)
    _note(row, Event.Kind.AUDIT_ENDED, by)
    return row


def _note(grant: AuditGrant, kind: Event.Kind, by: User | None) -> None:
    detail = f"pool:{grant.pool.code},audit:{grant.pk}"
    record(grant.round, kind, actor=by, detail=detail, states=(Subject.AUDIT, grant.pk))
