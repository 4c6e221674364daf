"""The referees of an application: name them, write to them, replace them. Never what they wrote."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Status

from endorsement_plugin.limits import INVITE
from endorsement_plugin.models import Application, Reference
from endorsement_plugin.references.actions.name import name_referee
from endorsement_plugin.references.actions.replace import replace_referee
from endorsement_plugin.references.actions.send import send_reference
from endorsement_plugin.references.forms import RefereeForm, initial_of
from endorsement_plugin.references.queries import roles_offered
from endorsement_plugin.screens.getters import own_application, own_reference

from .answers import cleaned
from .private import private_router
from .schemas.references import RefereeIn, RefereePatch, ReferenceList, ReferenceOut

router = private_router("references")


@router.get("/{uuid:pk}/references/", response=ReferenceList)
def list_references(request: HttpRequest, pk: UUID) -> ReferenceList:
    """Every request, also to referees who were replaced."""
    items = [ReferenceOut.of(row) for row in own_application(request, pk).references.all()]
    return ReferenceList(count=len(items), items=items)


@router.post("/{uuid:pk}/references/", response={201: ReferenceOut}, throttle=[INVITE])
def name(request: HttpRequest, pk: UUID, data: RefereeIn, response: HttpResponse) -> Status:
    """Name the referee of a slot. The request goes out with `actions/send/`, or at submission."""
    row = own_application(request, pk)
    reference = _named(request, row, data.slot, data.details())
    response["Location"] = f"{request.path}{reference.pk}/"
    return Status(201, ReferenceOut.of(reference))


@router.get("/{uuid:pk}/references/{uuid:reference}/", response=ReferenceOut)
def read_reference(request: HttpRequest, pk: UUID, reference: UUID) -> ReferenceOut:
    """How far a request has come."""
    return ReferenceOut.of(_reference(request, pk, reference))


@router.patch("/{uuid:pk}/references/{uuid:reference}/", response=ReferenceOut, throttle=[INVITE])
def correct(request: HttpRequest, pk: UUID, reference: UUID, data: RefereePatch) -> ReferenceOut:
    """Correct a referee who has not been written to yet."""
    reference_row = _reference(request, pk, reference)
    details = {**initial_of(reference_row), **data.details()}
    return ReferenceOut.of(_named(request, own_application(request, pk), reference_row.slot, details))


@router.post("/{uuid:pk}/references/{uuid:reference}/actions/send/", response=ReferenceOut, throttle=[INVITE])
def send(request: HttpRequest, pk: UUID, reference: UUID) -> ReferenceOut:
    """Write to the referee, or remind them: once a day at the most."""
    reference_row = _reference(request, pk, reference)
    return ReferenceOut.of(send_reference(reference=reference_row.pk, by=request.user))


@router.post("/{uuid:pk}/references/{uuid:reference}/actions/replace/", response=ReferenceOut)
def replace(request: HttpRequest, pk: UUID, reference: UUID) -> ReferenceOut:
    """Give up on this referee, whose link ends. Then name another for the same slot."""
    reference_row = _reference(request, pk, reference)
    return ReferenceOut.of(replace_referee(reference=reference_row.pk, by=request.user))


def _reference(request: HttpRequest, pk: UUID, reference: UUID) -> Reference:
    reference_row = own_reference(request, reference)
    if reference_row.application_id != pk:
        raise Http404("No such request")
    return reference_row


def _named(request: HttpRequest, row: Application, slot: int, details: dict[str, Any]) -> Reference:
    roles = row.definition.roles
    role = roles[slot - 1] if 1 <= slot <= len(roles) else ""
    values = cleaned(RefereeForm(details, role=role, roles=roles_offered(row)), "references")
    return name_referee(application=row.pk, by=request.user, slot=slot, **values)
