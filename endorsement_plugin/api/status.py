"""Where an application stands: small, and cheap to ask for again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from endorsement_plugin.applications.queries.applications import status_of
from endorsement_plugin.rules.states import OPEN_APPLICATION
from endorsement_plugin.screens.getters import own_application

from .auth import signed_in
from .preconditions import PRIVATE, fresh
from .schemas.status import StatusOut

router = Router(tags=["applications"], auth=list(signed_in()))

ASK_AGAIN = 60
"""Seconds."""


@router.get("/{uuid:pk}/status/", response=StatusOut)
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands, with the promised dates. 304 while nothing has changed."""
    row = own_application(request, pk)
    response = fresh(request, StatusOut.of(row, status_of(row)), cache=PRIVATE)
    if row.status in OPEN_APPLICATION:
        response["Retry-After"] = str(ASK_AGAIN)
    return response
