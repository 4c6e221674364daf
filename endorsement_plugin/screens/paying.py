"""From one's own fee to the payment provider's page, for pages and API."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from endorsement_plugin.fees.actions.pay import pay
from endorsement_plugin.fees.providers import provider
from endorsement_plugin.mail.letters import address_of
from endorsement_plugin.models import Fee

UNREACHABLE = "The payment provider does not answer just now. Nothing was paid; please try again later."


def begin(row: Fee, request: HttpRequest) -> str:
    """The provider's address for a fee of the visitor's. Raises Http404 where no provider is set up."""
    payments = provider()
    if payments is None:
        raise Http404("Nothing is paid here")
    return pay(
        fee=row.pk,
        by=request.user,
        at=payments,
        return_to=address_of(row.association, reverse("endorsement:fee", args=[row.pk])),
        call_back=address_of(row.association, reverse("endorsement:payment_notice")),
    )
