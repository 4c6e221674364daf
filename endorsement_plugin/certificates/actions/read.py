from django.db import transaction

from endorsement_plugin.certificates.queries import certificate_of, shown_to
from endorsement_plugin.certificates.rules import why_none
from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Certificate
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.access import note_file
from endorsement_plugin.rules.states import CertificateState


@transaction.atomic
def read_certificate(*, endorsement: int, by: Visitor) -> Certificate:
    """Let its holder or a coordinator have the file, and note when a coordinator had it.

    Raises NotAllowed, and WrongState where there is none that says what is so now.
    """
    row, role = shown_to(by, endorsement)
    if reason := why_none(row):
        raise WrongState(reason)
    certificate = certificate_of(row)
    if certificate is None or certificate.status is not CertificateState.MADE:
        raise WrongState("The certificate is not made yet. Ask for it first.")
    note_file(certificate, by=by, role=role)
    return certificate
