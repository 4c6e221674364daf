from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Certificate, Endorsement
from endorsement_plugin.models.endorsements.proofs import certificate_name
from endorsement_plugin.rules.states import CertificateState


def store(certificate: Certificate, pdf: bytes) -> str:
    """Write the file before the row that names it; its name."""
    return str(certificate.file.storage.save(certificate_name(certificate, ""), ContentFile(pdf)))


@transaction.atomic
def keep_certificate(*, certificate: Certificate, digest: str, file: str, size: int) -> bool:
    """Note that it is made, and where; False, and the file is removed, if another one was asked for since.

    `digest` is of what was set, which may be newer than what was asked for.
    """
    row = _awaited(certificate)
    if row is None:
        certificate.file.storage.delete(file)
        return False
    row.state, row.file.name, row.size, row.made_at = CertificateState.MADE, file, size, timezone.now()
    row.digest = digest
    row.save(update_fields=["state", "file", "size", "made_at", "digest"])
    return True


@transaction.atomic
def give_certificate_up(*, certificate: Certificate, reason: str) -> None:
    """Note that it could not be made: `reason` is one of `rules.FAILED`."""
    row = _awaited(certificate)
    if row is not None:
        row.state, row.reason = CertificateState.FAILED, reason
        row.save(update_fields=["state", "reason"])


def _awaited(certificate: Certificate) -> Certificate | None:
    """The row as it is now, with its endorsement locked, if this revision of it is still waited for."""
    lock(Endorsement).get(pk=certificate.endorsement_id)
    rows = Certificate.objects.filter(pk=certificate.pk, revision=certificate.revision)
    return rows.filter(state=CertificateState.ASKED).first()
