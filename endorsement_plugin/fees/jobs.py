"""What goes back by the payment provider."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.models import Refund

from .actions.refund import note_refund_sent
from .providers import provider


@job("endorsement.refund_payment", lease=60, attempts=12)
def refund_payment(claim: Claim) -> None:
    """Ask the provider to pay back; asked again after a failure it does so once, by the refund's own key.

    Of the payment by which the fee was settled: there may be another, of money that came twice.
    """
    refund = Refund.objects.select_related("fee").filter(pk=claim.key, sent_at=None).first()
    payments = provider()
    if refund is None or payments is None:
        return
    reference = payments.refund(
        reference=refund.fee.reference, key=refund.pk, amount=refund.amount, currency=refund.fee.currency
    )
    with claim.finish():
        note_refund_sent(refund=refund.pk, reference=reference)
