"""What renews without anybody pressing: a renewal that waited for its fees."""

from datetime import timedelta

from endorsement_plugin.background import duty, for_each_row
from endorsement_plugin.fees.queries import holding
from endorsement_plugin.models import Renewal
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import RenewalState

from .actions.deciding import renew_settled


@duty("endorsement.renew_settled", every=timedelta(minutes=5))
def renew_what_is_settled() -> None:
    """What was submitted and waits for no fee any more, and was not drawn for the audit."""
    waiting = Renewal.objects.filter(state=RenewalState.SUBMITTED, audited=False)
    owing = holding(Holds.RENEWAL).values("endorsement")
    for_each_row(
        waiting.exclude(endorsement__in=owing.exclude(endorsement=None)),
        lambda row: renew_settled(renewal=row.pk),
        name=lambda row: f"renewal {row.pk}",
    )
