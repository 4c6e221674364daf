"""What a coordinator finds in an audit, entry by entry and in all, and the way back."""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.errors import Incomplete, Problem, WrongState
from endorsement_plugin.models import AuditFinding, Renewal
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.record.moves import REMOVED, move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.renewals.letters import tell_of_audit
from endorsement_plugin.renewals.queries.audit import case_of
from endorsement_plugin.rules.seasons.audit import EntryOutcome, Outcome
from endorsement_plugin.rules.states import RenewalState

from .deciding import lock_period, move_of, renew_as_coordinator
from .drawing import begin

NOT_AUDITED = "This renewal is not in the audit now."
SAY_WHAT = "Write what is missing; the holder reads it."
ALL_THE_SAME = "Something was not accepted. Write why it passes all the same."
NO_OUTCOME = "There is no outcome of an audit to take back."
DOCUMENTS_REMOVED = (
    "Documents of this audit were removed by your policy of retention, so its outcome cannot be taken back."
)
SETTLED = frozenset({RenewalState.RENEWED, RenewalState.SENT_BACK, RenewalState.NOT_RENEWED})
STATES = {Outcome.RETURNED: RenewalState.SENT_BACK, Outcome.NOT_RENEWED: RenewalState.NOT_RENEWED}


@transaction.atomic
def ask_for_documents(*, renewal: UUID, by: Visitor) -> Renewal:
    """Take up the audit of one that was drawn before it was submitted. Raises NotAllowed, WrongState."""
    row, _ = lock_period(by, renewal)
    if not row.audited or row.status is not RenewalState.SUBMITTED:
        raise WrongState(NOT_AUDITED)
    begin(row, by=by)
    return row


@transaction.atomic
def judge_entry(*, renewal: UUID, origin: UUID, by: Visitor, outcome: str, note: str = "") -> AuditFinding:
    """Note what was found of one entry; the latest counts. Raises NotAllowed, WrongState."""
    row, _ = lock_period(by, renewal)
    if row.status is not RenewalState.IN_AUDIT:
        raise WrongState(NOT_AUDITED)
    entry = row.evidence.filter(origin=origin).first()
    if entry is None:
        raise WrongState("This entry is not part of the renewal any more.")
    judged = EntryOutcome(outcome)
    finding = row.audit_findings.filter(origin=origin).first() or AuditFinding(renewal=row, origin=origin)
    finding.outcome, finding.note = judged.value, note.strip()[:300]
    finding.save()
    detail = ": ".join(filter(None, [str(entry), judged.label, finding.note]))
    record_renewal_event(row, "entry_audited", by=by, role="coordinator", detail=detail)
    return finding


@transaction.atomic
def settle_audit(*, renewal: UUID, by: Visitor, outcome: Outcome, note: str = "") -> Renewal:
    """What came of an audit, with a letter. Passed, it is renewed; returned, it is its holder's turn again.

    What does not pass is due as before it was renewed. `note` says what is missing, or why it passes although
    an entry was not accepted (Incomplete). Raises NotAllowed, WrongState.
    """
    row, _ = lock_period(by, renewal)
    if row.status is not RenewalState.IN_AUDIT:
        raise WrongState(NOT_AUDITED)
    case = case_of(row)
    if outcome is Outcome.PASSED:
        if case.lacking and not note.strip():
            raise Incomplete(ALL_THE_SAME, [Problem("reason_missing", ALL_THE_SAME, ("note",))])
        passed = renew_as_coordinator(renewal=renewal, by=by, note=note)
        record_renewal_event(passed, "audit_passed", by=by, role="coordinator", detail=note.strip())
        return passed
    if not note.strip():
        raise Incomplete(SAY_WHAT, [Problem("reason_missing", SAY_WHAT, ("note",))])
    reason = given_reason(note)
    move(row, STATES[outcome])
    event = move_of(row)
    if event is not None:
        undo_move(event=event.pk, by=by, why=reason)
        row.endorsement.refresh_from_db()
    row.renewed_on, row.receipt, row.decided_by_id, row.note = None, "", by.pk, reason
    row.revision += 1
    row.save()
    record_renewal_event(row, f"audit_{outcome.value}", by=by, role="coordinator", detail=reason)
    lacking = [f"- {one.entry}: {_said(one.finding)}" for one in case.lacking]
    tell_of_audit(f"audit_{outcome.value}", row, lacking="\n".join(lacking), note=reason)
    return row


def _said(finding: AuditFinding | None) -> str:
    assert finding is not None
    label = EntryOutcome(finding.outcome).label.lower()
    return f"{label}. {finding.note}" if finding.note else label


@transaction.atomic
def undo_outcome(*, renewal: UUID, by: Visitor, reason: str) -> Renewal:
    """Take an outcome back: it is in the audit again, with all that was sent and found. With a letter.

    When it is due stays as it is until the audit has an outcome again. Raises NotAllowed, Incomplete,
    WrongState also where documents of it were removed by the policy of retention.
    """
    row, _ = lock_period(by, renewal)
    why = given_reason(reason)
    if not row.audited or row.status not in SETTLED:
        raise WrongState(NO_OUTCOME)
    if row.events.filter(action=REMOVED).exists():
        raise WrongState(DOCUMENTS_REMOVED)
    move(row, RenewalState.IN_AUDIT)
    row.revision += 1
    row.note = why
    row.save(update_fields=["state", "revision", "note"])
    record_renewal_event(row, "audit_reopened", by=by, role="coordinator", detail=why)
    tell_of_audit("audit_reopened", row, note=why)
    return row
