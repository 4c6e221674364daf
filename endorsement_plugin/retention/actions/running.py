"""Carrying the policy out: one run a day for each association, batch by batch."""

import logging
from collections import Counter
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from endorsement_plugin.background import all_at_once, ask
from endorsement_plugin.clock import local
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Retention, RetentionEvent, RetentionRun
from endorsement_plugin.retention.queries.due import Term, due, in_turn, numbers, preview, terms_of
from endorsement_plugin.retention.rules.kinds import SWITCH
from endorsement_plugin.retention.rules.pace import asks_again

from .removing import remove
from .terms import note_setting

logger = logging.getLogger(__name__)

BATCH = 100
"""Rows of one transaction: a process that dies loses no more than these, and nobody waits long for them."""


def to_run() -> QuerySet[Association]:
    """Associations whose policy is carried out."""
    return Association.objects.filter(retention__is_on=True).order_by("pk")


@transaction.atomic
def begin_run(*, association: Association, now: datetime) -> RetentionRun | None:
    """Begin the day's run, once; None if it has begun already, is switched off or switches itself off.

    It does that where far more would go than was confirmed, or too many days have passed (`rules.pace`): then
    a coordinator looks at the numbers again. A run of a day before that did not come to its end, because its
    work was given up, is ended: what it had left is found anew.
    """
    switch = lock(Retention).filter(association=association, is_on=True).first()
    if switch is None:
        return None
    day = local(now, association).date()
    if association.retention_runs.filter(day=day).exists() or _stops(switch, day):
        return None
    run, is_new = RetentionRun.objects.get_or_create(association=association, day=day)
    if not is_new:
        return None
    RetentionRun.objects.filter(association=association, ended_at=None, day__lt=day).update(ended_at=now)
    _ask(run)
    return run


def _stops(switch: Retention, day: date) -> bool:
    """Whether it is switched off until somebody has looked; why, it keeps, and the history."""
    association = switch.association
    last = association.retention_runs.filter(day__lt=day).aggregate(last=Max("day"))["last"]
    looked = local(switch.switched_at, association).date() if switch.switched_at else None
    goes = sum(numbers(preview(association, day)).values())
    before = max(filter(None, (last, looked)), default=None)
    switch.asks_again = asks_again(day, before, goes, sum(switch.confirmed.values()))
    if not switch.asks_again:
        return False
    switch.is_on = False
    switch.save()
    note_setting(association, SWITCH, "on", f"off: {switch.asks_again}", by=None)
    return True


def _ask(run: RetentionRun) -> None:
    ask("endorsement.retention_step", f"{run.pk}:{run.part}")


@transaction.atomic
def advance(*, run: UUID, part: int) -> None:
    """Remove one batch of what is due and ask for the next, until nothing is left.

    Of a part that is done already nothing is done: twice is once. Switched off meanwhile, it ends.
    """
    whose = Association.objects.filter(retention_runs=run).first()
    if whose is None:
        return None
    switch = lock(Retention).get(association=whose)
    row = lock(RetentionRun).filter(pk=run, part=part, ended_at=None).first()
    if row is None:
        return None
    if not switch.is_on:
        row.stopped = True
        return _end(row)
    for term in in_turn(terms_of(whose), row.kind):
        if term.kind.value != row.kind:
            row.kind, row.after = term.kind.value, ""
        if _batch(row, term, whose):
            row.part += 1
            row.save()
            return _ask(row)
    return _end(row)


def _end(row: RetentionRun) -> None:
    row.ended_at = timezone.now()
    row.save()


def _batch(row: RetentionRun, term: Term, association: Association) -> bool:
    """Whether there was anything to do."""
    rows = due(term, association, row.day)
    rows = rows.filter(pk__gt=row.after) if row.after else rows
    keys = list(rows.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return False
    gone: Counter[UUID | None] = Counter()
    try:
        all_at_once(keys, lambda some: _remove(term, association, some, gone), name=str)
    except Exception as error:
        # Each by itself by now; those at fault stay, and are tried again on the next day.
        logger.error("Retention: %s of run %s not removed: %s", term.kind, row.pk, type(error).__name__)
        row.failed += due(term, association, row.day).filter(pk__in=keys).count()
    _record(row, term, gone)
    row.after = str(keys[-1])
    return True


@transaction.atomic
def _remove(term: Term, association: Association, keys: list[object], gone: Counter[UUID | None]) -> None:
    gone.update(remove(term, association, keys))


def _record(row: RetentionRun, term: Term, gone: Counter[UUID | None]) -> None:
    total = sum(gone.values())
    if total:
        row.counts[term.kind.value] = row.counts.get(term.kind.value, 0) + total
    told = {"run": row, "association_id": row.association_id, "kind": term.kind.value}
    RetentionEvent.objects.bulk_create(
        RetentionEvent(person_id=person, rows=number, **told)
        for person, number in gone.items()
        if person is not None
    )
