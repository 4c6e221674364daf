"""What one holds, with an application before it or not, and whether it is in the public registry."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.endorsements import AskIn, HeldList, HeldOut, ListedIn, WithdrawIn
from endorsement_plugin.endorsements.actions.ask import ask_for, withdraw_request
from endorsement_plugin.endorsements.actions.retire_own import retire_own, take_back_own
from endorsement_plugin.endorsements.moves.asking import ASKINGS
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.actions.listing import list_endorsement
from endorsement_plugin.registry.queries import missing_for_holder
from endorsement_plugin.screens.getters import own_endorsement, own_endorsements

router = private_router("endorsements")


@router.get("/", response=HeldList)
def list_held(request: HttpRequest) -> HeldList:
    """Mine with the association of this site, the newest first, without what is still to be shown."""
    rows = own_endorsements(request).prefetch_related("granted_for", "fees__refunds", "requests")
    items = [HeldOut.of(row) for row in rows]
    return HeldList(count=len(items), items=items)


@router.get("/{number:number}/", response=HeldOut)
def read_held(request: HttpRequest, number: str) -> HeldOut:
    """One of mine; if it is provisional, with what is still to be shown."""
    return _shown(own_endorsement(request, number))


@router.post("/{number:number}/actions/list/", response=HeldOut, throttle=[SAVE])
def list_mine(request: HttpRequest, number: str, data: ListedIn) -> HeldOut:
    """Put my name into the public registry with it, or take it out."""
    row = own_endorsement(request, number)
    list_endorsement(endorsement=row.pk, by=request.user, listed=data.listed)
    return _shown(get_object_or_404(own_endorsements(request), pk=row.pk))


@router.post("/{number:number}/actions/ask/", response=HeldOut, throttle=[SAVE])
def ask_for_something(request: HttpRequest, number: str, data: AskIn) -> HeldOut:
    """Ask my association for a leave, a way back or another name."""
    row = own_endorsement(request, number)
    ask_for(endorsement=row.pk, by=request.user, asking=ASKINGS[data.kind], data=data.filled_in())
    return _shown(row)


@router.post("/{number:number}/actions/withdraw/", response=HeldOut, throttle=[SAVE])
def withdraw_what_was_asked(request: HttpRequest, number: str, data: WithdrawIn) -> HeldOut:
    """Take back what I asked for and nobody has answered."""
    row = own_endorsement(request, number)
    withdraw_request(endorsement=row.pk, by=request.user, kind=data.kind)
    return _shown(row)


@router.post("/{number:number}/actions/retire/", response=HeldOut, throttle=[SAVE])
def retire_mine(request: HttpRequest, number: str) -> HeldOut:
    """Retire it: I do not use it any more. I can take this back for 30 days."""
    row = own_endorsement(request, number)
    retire_own(endorsement=row.pk, by=request.user)
    return _shown(get_object_or_404(own_endorsements(request), pk=row.pk))


@router.post("/{number:number}/actions/take-back/", response=HeldOut, throttle=[SAVE])
def take_back_mine(request: HttpRequest, number: str) -> HeldOut:
    """Have it as it was before I retired it."""
    row = own_endorsement(request, number)
    take_back_own(endorsement=row.pk, by=request.user)
    return _shown(get_object_or_404(own_endorsements(request), pk=row.pk))


def _shown(row: Endorsement) -> HeldOut:
    return HeldOut.of(row, [finding.sentence for finding in missing_for_holder(row)])
