"""What a holder asks their association for, and takes back before it is answered."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.locks import lock_own
from endorsement_plugin.endorsements.moves.asking import Asking
from endorsement_plugin.endorsements.queries import open_request, standing_of
from endorsement_plugin.errors import AlreadyOpen, WrongState
from endorsement_plugin.models import EndorsementRequest
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event

from .charging import charge_way_back

ASKED_ALREADY = "You have asked for this already. Take it back to ask anew."
NOTHING_OPEN = "There is nothing to take back: it was answered, or taken back already."


@transaction.atomic
def ask_for(*, endorsement: int, by: Visitor, asking: Asking, data: Mapping[str, Any]) -> EndorsementRequest:
    """Ask for it. Nothing else changes until a coordinator answers; a way back is charged now.

    Raises NotAllowed for another's, WrongState where it cannot be asked for, AlreadyOpen for a second one of
    the kind, Incomplete for what was filled in.
    """
    row = lock_own(by, endorsement)
    standing = standing_of(row, today(row.association))
    refused = asking.refusal(row, standing)
    if refused:
        raise WrongState(refused)
    there = open_request(row, asking.kind)
    if there is not None:
        raise AlreadyOpen(ASKED_ALREADY, str(there.pk))
    said = asking.form(data, endorsement=row, standing=standing).said()
    request = EndorsementRequest.objects.create(endorsement=row, kind=asking.kind, **said)
    record_endorsement_event(row, f"{asking.kind}_asked", by=by, role="holder", detail=request.words)
    if asking.kind == EndorsementRequest.Kind.BACK:
        charge_way_back(row, standing, by=by, role="holder")
    return request


@transaction.atomic
def withdraw_request(*, endorsement: int, by: Visitor, kind: str) -> EndorsementRequest:
    """Take back what one asked for. Raises NotAllowed for another's, WrongState where nothing is open."""
    row = lock_own(by, endorsement)
    request = open_request(row, kind)
    if request is None:
        raise WrongState(NOTHING_OPEN)
    request.outcome, request.settled_at = EndorsementRequest.Outcome.WITHDRAWN, timezone.now()
    request.settled_by_id = by.pk
    request.save(update_fields=["outcome", "settled_at", "settled_by"])
    detail = request.get_kind_display()
    record_endorsement_event(row, "request_withdrawn", by=by, role="holder", detail=detail)
    return request
