from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.certificates.contents import digest_of
from endorsement_plugin.certificates.queries import is_overdue, shown_to
from endorsement_plugin.certificates.rules import why_none
from endorsement_plugin.errors import WrongState
from endorsement_plugin.files import forget_file
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Certificate, Endorsement
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import CertificateState


@transaction.atomic
def ask_for_certificate(*, endorsement: int, by: Visitor) -> Certificate:
    """Have the certificate made in the background, unless the one that is there says what is so.

    Raises NotAllowed, and WrongState with the reason for what is not in force.
    """
    shown_to(by, endorsement)
    lock(Endorsement).get(pk=endorsement)
    row, _ = shown_to(by, endorsement)
    if reason := why_none(row):
        raise WrongState(reason)
    digest = digest_of(row)
    certificate = Certificate.objects.filter(endorsement=row).first()
    if certificate and certificate.digest == digest and not _is_asked_anew(certificate):
        return certificate
    return _ask(certificate or Certificate(endorsement=row), digest)


def _is_asked_anew(certificate: Certificate) -> bool:
    return certificate.status is CertificateState.FAILED or is_overdue(certificate)


def _ask(certificate: Certificate, digest: str) -> Certificate:
    forget_file(certificate.file.storage, certificate.file.name)
    certificate.digest, certificate.state, certificate.reason = digest, CertificateState.ASKED, ""
    certificate.file, certificate.size, certificate.made_at = "", 0, None
    certificate.asked_at = timezone.now()
    certificate.revision += 1
    certificate.save()
    ask("endorsement.make_certificate", f"{certificate.pk}:{certificate.revision}")
    return certificate
