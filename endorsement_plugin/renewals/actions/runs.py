"""What a coordinator does for many renewals at once: begun in one press, carried out one by one."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from endorsement_plugin.background import ask_for_all
from endorsement_plugin.errors import Incomplete, NotAllowed, Refusal, WrongState
from endorsement_plugin.models import RenewalRun, RenewalRunRow
from endorsement_plugin.permissions import Visitor, endorsements_decided_by
from endorsement_plugin.rules.states import RenewalState

from .deciding import renew_as_coordinator
from .opening import open_renewal
from .reminding import DUE_OTHERWISE, remind

MOST_RENEWED = 500
"""Renewals that one page can show with what is missing."""

AT_ONCE = 5_000
"""Keys that one query names: of a season of an association of any size a database takes no more."""

NOBODY = "Nobody is chosen."
NOT_THEIRS = "Some of these are not yours to decide. Choose them anew."


@transaction.atomic
def start_run(*, kind: str, by: Visitor, due: Mapping[int, date], note: str = "") -> RenewalRun:
    """Begin it for these endorsements, each with the day it was due when it was chosen.

    Raises Incomplete where there is none, NotAllowed if one of them is not this coordinator's.
    """
    if not due or by.pk is None:
        raise Incomplete(NOBODY, [])
    theirs, keys = endorsements_decided_by(by), list(due)
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        if theirs.filter(pk__in=some).count() != len(some):
            raise NotAllowed(NOT_THEIRS)
    run = RenewalRun.objects.create(kind=kind, note=note.strip(), started_by_id=by.pk)
    RenewalRunRow.objects.bulk_create(
        (RenewalRunRow(run=run, endorsement_id=pk, due=day) for pk, day in due.items()), batch_size=500
    )
    ask_for_all("endorsement.renewal_run", map(str, run.rows.values_list("pk", flat=True)))
    return run


@transaction.atomic
def carry_out(*, row: int) -> None:
    """Do one of them, or note why it was left as it was. Part of a job; twice is once."""
    one = RenewalRunRow.objects.select_related("run__started_by").get(pk=row)
    if one.state != RenewalRunRow.State.WAITING:
        return
    try:
        with transaction.atomic():
            one.state = _done(one.run, one)
    except Refusal as refusal:
        one.state, one.why = RenewalRunRow.State.LEFT, refusal.message[:400]
    one.save(update_fields=["state", "why"])


def _done(run: RenewalRun, row: RenewalRunRow) -> RenewalRunRow.State:
    """What it has come to. Raises Refusal with why it is left as it was."""
    if run.kind == RenewalRun.Kind.REMIND:
        remind(endorsement=row.endorsement_id, due=row.due, by=run.started_by, note=run.note, run=run.pk)
        return RenewalRunRow.State.DONE
    renewal = open_renewal(endorsement=row.endorsement_id)
    if renewal.due != row.due:
        raise WrongState(DUE_OTHERWISE)
    renewed = renew_as_coordinator(renewal=renewal.pk, by=run.started_by, note=run.note)
    is_renewed = renewed.status is RenewalState.RENEWED
    return RenewalRunRow.State.DONE if is_renewed else RenewalRunRow.State.UNPAID
