"""What one owes and has settled, of applications and endorsements, and the way to the payment provider."""

from uuid import UUID

from django.http import HttpRequest

from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.fees import FeeList, FeeOut, PayOut
from endorsement_plugin.errors import WrongState
from endorsement_plugin.fees.providers import Unreachable
from endorsement_plugin.limits import PAY
from endorsement_plugin.screens.getters import own_fee, own_fees
from endorsement_plugin.screens.paying import UNREACHABLE, begin

router = private_router("fees")


@router.get("/", response=FeeList)
def list_fees(request: HttpRequest) -> FeeList:
    """Mine with the association of this site; what fell due last comes first."""
    items = [FeeOut.of(fee) for fee in own_fees(request)]
    return FeeList(count=len(items), items=items)


@router.get("/{uuid:pk}/", response=FeeOut)
def read_fee(request: HttpRequest, pk: UUID) -> FeeOut:
    """One of mine."""
    return FeeOut.of(own_fee(request, pk))


@router.post("/{uuid:pk}/actions/pay/", response=PayOut, throttle=[PAY])
def pay_fee(request: HttpRequest, pk: UUID) -> PayOut:
    """Begin to pay one of mine online. Asked twice it is one payment; a 404 where nothing is paid online."""
    try:
        return PayOut(address=begin(own_fee(request, pk), request))
    except Unreachable as error:
        raise WrongState(UNREACHABLE) from error
