"""A coordinator renews, or takes a renewal back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.endorsements.locks import lock_decided
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, EndorsementEvent, Renewal
from endorsement_plugin.permissions import Visitor, renewals_decided_by
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.renewals.letters import tell_of_audit, tell_renewed, tell_submitted, tell_undone
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.queries.progress import progress_of
from endorsement_plugin.renewals.rules import RENEWABLE
from endorsement_plugin.rules.states import RenewalState

from .freezing import freeze
from .renewing import fees_before, refuse_unless_active, renew, renew_or_wait

NOT_PRESENT = "{number} is due on another day by now. Reload the page to see where it stands."
SAY_WHY = "Something is missing: {what}. Write why it is renewed all the same."
UNSIGNED = "the signatures"
UNSETTLED = "A fee is to be settled first: {fees}. Settle it, or waive it, and renew then."


@transaction.atomic
def renew_as_coordinator(*, renewal: UUID, by: Visitor, note: str = "", on: date | None = None) -> Renewal:
    """Renew a period that somebody else was to renew, or that was audited; with a letter to the holder.

    `on` is the day, where it is not the present one of the association.

    What its holder has not submitted is kept as it stands now. Where hours or signatures are missing, `note`
    says why it is renewed all the same (Incomplete). Whose was renewed before it was audited reads that the
    audit is over, and gets no second receipt. Its fees fall due; where the policy has them settled first, it
    waits for that. Raises NotAllowed, also for one's own; WrongState for an endorsement that is not active,
    and for a period that has been renewed or that is over.
    """
    row, endorsement = lock_period(by, renewal)
    refuse_unless_active(endorsement)
    day = on or today(endorsement.association)
    is_new = row.status is RenewalState.OPEN
    if is_new:
        if row.due != endorsement.renewal_due:
            raise WrongState(NOT_PRESENT.format(number=endorsement.number))
        progress = progress_of(period_of(endorsement), day)
        missing = [one.sentence for one in progress.unmet]
        missing += [UNSIGNED] if progress.period.statements else []
        if missing and not note.strip():
            words = SAY_WHY.format(what="; ".join(missing))
            raise Incomplete(words, [Problem("reason_missing", words, ("note",))])
        freeze(row, progress)
        row.origin = Renewal.Origin.COORDINATOR
    row.decided_by_id, row.note = by.pk, note.strip()
    is_known = endorsement.renewal_due > row.due
    if not is_new or row.audited:
        _refuse_unsettled(row)
    act = renew_or_wait if is_new and not row.audited else renew
    act(row, endorsement, by=by, role="coordinator", today=day, note=note.strip())
    if row.status is not RenewalState.RENEWED:
        tell_submitted([row], fees_before(row))
    elif is_known:
        tell_of_audit("audit_passed", row)
    else:
        tell_renewed([row])
    return row


def _refuse_unsettled(renewal: Renewal) -> None:
    if fees := fees_before(renewal):
        named = ", ".join(f"{fee.label}, {fee.price}" for fee in fees)
        raise WrongState(UNSETTLED.format(fees=named))


@transaction.atomic
def renew_settled(*, renewal: UUID, on: date | None = None) -> Renewal:
    """Renew what waited for its fees alone, once they are settled; else leave it as it is."""
    there = Renewal.objects.get(pk=renewal)
    endorsement = (
        lock(Endorsement)
        .select_related("person__user", "credential", "association__site")
        .get(pk=there.endorsement_id)
    )
    row = lock(Renewal).get(pk=renewal)
    row.endorsement = endorsement
    waits = row.status is RenewalState.SUBMITTED and not row.audited and endorsement.status in RENEWABLE
    if waits and not fees_before(row):
        renew(row, endorsement, by=None, role="system", today=on or today(endorsement.association))
        tell_renewed([row])
    return row


@transaction.atomic
def undo_renewal(*, renewal: UUID, by: Visitor, note: str) -> Renewal:
    """Take a renewal back, with a letter: it is due again on the day it was, and can be renewed again.

    What was submitted stays in the history. Raises NotAllowed, also for one's own; Incomplete without a
    reason; WrongState for what is not renewed, or has moved on since.
    """
    row, endorsement = lock_period(by, renewal)
    reason = given_reason(note)
    move(row, RenewalState.OPEN, out_of={RenewalState.RENEWED})
    event = move_of(row)
    if event is not None:
        undo_move(event=event.pk, by=by, why=reason)
        endorsement.refresh_from_db()
    row.renewed_on, row.decided_by_id, row.note = None, by.pk, reason
    row.revision += 1
    row.save()
    record_renewal_event(row, "renewal_undone", by=by, role="coordinator", detail=reason)
    tell_undone(row)
    return row


def lock_period(by: Visitor, renewal: UUID) -> tuple[Renewal, Endorsement]:
    """A period that a coordinator decides, with its endorsement; both locked to the end of the transaction.

    Raises NotAllowed, also for one's own.
    """
    theirs = renewals_decided_by(by).filter(pk=renewal)
    endorsement = theirs.values_list("endorsement", flat=True).first()
    if endorsement is None:
        raise NotAllowed("You do not coordinate this endorsement.")
    held = lock_decided(by, endorsement)
    row = lock(Renewal).get(pk=renewal)
    row.endorsement = held
    return row, held


def move_of(renewal: Renewal) -> EndorsementEvent | None:
    """The move by which its endorsement became due later; None for what was moved in."""
    moves = EndorsementEvent.objects.filter(
        endorsement=renewal.endorsement_id,
        action="renewed",
        before__renewal_due=renewal.due.isoformat(),
        undone_by=None,
    )
    return moves.order_by("-pk").first()
