"""The certificate of what one holds: ask for it, see what has become of it, fetch it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Status

from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.certificates import CertificateOut
from endorsement_plugin.certificates.actions.ask import ask_for_certificate
from endorsement_plugin.certificates.queries import certificate_of
from endorsement_plugin.certificates.rules import why_none
from endorsement_plugin.errors import WrongState
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Certificate, Endorsement
from endorsement_plugin.rules.states import CertificateState
from endorsement_plugin.screens.certificates import certificate_file
from endorsement_plugin.screens.getters import own_endorsement

router = private_router("endorsements")
ASK_AGAIN = 2
"""Seconds: making one takes less than one, where a worker is free."""

ANSWERS = {200: CertificateOut, 202: CertificateOut}


@router.post("/{number:number}/certificate/", response=ANSWERS, throttle=[SAVE])
def ask(request: HttpRequest, number: str, response: HttpResponse) -> Status:
    """Have the certificate made, as a PDF. 202 while it is being made, 200 if it is there."""
    row = ask_for_certificate(endorsement=own_endorsement(request, number).pk, by=request.user)
    return _said(row, response)


@router.get("/{number:number}/certificate/", response=ANSWERS)
def read(request: HttpRequest, number: str, response: HttpResponse) -> Status:
    """What has become of it. 202 while it is being made, 404 if what is so now was not asked for."""
    return _said(_asked(own_endorsement(request, number)), response)


@router.get("/{number:number}/certificate/content/", response={200: bytes, 202: CertificateOut})
def content(request: HttpRequest, number: str, response: HttpResponse) -> FileResponse | Status:
    """The file, as a download. 202 while it is being made."""
    endorsement = own_endorsement(request, number)
    row = _asked(endorsement)
    if row.status is CertificateState.ASKED:
        return _said(row, response)
    return certificate_file(request, endorsement)


def _asked(endorsement: Endorsement) -> Certificate:
    if reason := why_none(endorsement):
        raise WrongState(reason)
    row = certificate_of(endorsement)
    if row is None:
        raise Http404("It was not asked for")
    return row


def _said(row: Certificate, response: HttpResponse) -> Status:
    if row.status is not CertificateState.ASKED:
        return Status(200, CertificateOut.of(row))
    response["Retry-After"] = str(ASK_AGAIN)
    return Status(202, CertificateOut.of(row))
