"""The clock of renewals, a renewal that waited for its fees, and what a coordinator does for many at once."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import Claim, duty, for_each_row, job
from endorsement_plugin.fees.queries import holding_alone
from endorsement_plugin.models import AuditDocument, Renewal
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.uploads.inspection.claimed import INSPECTIONS, LEASE_S, inspect_claimed

from .actions.deciding import renew_settled
from .actions.documents import record_inspection
from .actions.drawing import take_up
from .actions.passing import keep_time_at
from .actions.runs import carry_out


@duty("endorsement.renew_settled", every=timedelta(minutes=5))
def renew_what_is_settled() -> None:
    """What was submitted and waits for no fee any more, and was not drawn for the audit."""
    waiting = Renewal.objects.filter(state=RenewalState.SUBMITTED, audited=False)
    owing = holding_alone(Holds.RENEWAL).values("endorsement")
    for_each_row(
        waiting.exclude(endorsement__in=owing.exclude(endorsement=None)),
        lambda row: renew_settled(renewal=row.pk),
        name=lambda row: f"renewal {row.pk}",
    )


@duty("endorsement.keep_renewal_time", every=timedelta(hours=1))
def keep_renewal_time() -> int:
    """The clock of renewals as it is now."""
    return keep_time_at(timezone.now())


@job("endorsement.renewal_run", lease=60, attempts=12)
def carry_out_of_a_run(claim: Claim) -> None:
    """One row of a run that a coordinator has begun."""
    with claim.finish():
        carry_out(row=int(claim.key))


@job("endorsement.take_up_audit", lease=60, attempts=12)
def take_up_audit(claim: Claim) -> None:
    """One renewal that was drawn: its holder is asked for documents."""
    with claim.finish():
        take_up(row=int(claim.key))


@job("endorsement.inspect_audit_document", lease=LEASE_S, attempts=INSPECTIONS)
def inspect_audit_document(claim: Claim) -> None:
    """Find out what an uploaded document is, and note it."""
    inspect_claimed(
        claim,
        AuditDocument.objects.all(),
        lambda row, verdict: record_inspection(document=row.pk, verdict=verdict),
    )
