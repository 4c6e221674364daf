"""The clock of renewals, a renewal that waited for its fees, and what a coordinator does for many at once."""

from collections.abc import Iterator
from datetime import date, timedelta

from endorsement_plugin.background import Claim, duty, for_each_row, job
from endorsement_plugin.clock import today
from endorsement_plugin.fees.queries import holding_alone
from endorsement_plugin.models import Association, AuditDocument, Endorsement, Renewal
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.uploads.inspection.claimed import INSPECTIONS, LEASE_S, inspect_claimed

from .actions.clock import keep_time
from .actions.deciding import renew_settled
from .actions.documents import record_inspection
from .actions.drawing import take_up
from .actions.runs import carry_out
from .queries.clock import batches, watched


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
    """Remind, warn, and move what has lapsed by the end of the day where the association is; how many
    endorsements something was done about.

    Without a published policy nothing is due. Each endorsement by itself: one that fails stops no other.
    """
    done = for_each_row(_due(), lambda one: keep_time(endorsement=one[0], today=one[1]), name=_name)
    return sum(bool(steps) for steps in done)


def _due() -> Iterator[tuple[Endorsement, date]]:
    with_policy = Association.objects.filter(renewal_policies__published_at__isnull=False).distinct()
    for association in with_policy.select_related("site").order_by("pk"):
        day = today(association)
        for batch in batches(association, day):
            yield from ((one.endorsement, day) for one in watched(batch, day) if one.due(day))


def _name(one: tuple[Endorsement, date]) -> str:
    return f"endorsement {one[0].pk}"


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
