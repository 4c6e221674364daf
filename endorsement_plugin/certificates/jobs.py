"""Make what was asked for."""

import logging
from uuid import UUID

from endorsement_plugin.background import Claim, job
from endorsement_plugin.conf import current
from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.models import Certificate
from endorsement_plugin.rules.states import CertificateState

from .actions.keep import give_certificate_up, keep_certificate, store
from .contents import contents_of, digest_of, logo_of
from .queries import READS
from .typesetting.process import Limits, Unset, set_pdf

logger = logging.getLogger(__name__)
TRIES = 4


@job("endorsement.make_certificate", lease=90, attempts=TRIES)
def make_certificate(claim: Claim) -> None:
    """Set the certificate in a child process and keep the file.

    A machine too busy for it tries again. What has changed since it was asked for is set as it is now.
    """
    key, _, revision = claim.key.partition(":")
    row = _awaited(UUID(key), int(revision))
    if row is None:
        return
    digest = digest_of(row.endorsement)
    try:
        pdf = _set(row)
    except Unfinished:
        if claim.spent < TRIES:
            raise
        reason = "machine"
    except Unset as error:
        logger.error("A certificate could not be set: %s", error.reason)
        reason = error.reason
    else:
        file = store(row, pdf)
        with claim.finish():
            keep_certificate(certificate=row, digest=digest, file=file, size=len(pdf))
        return
    with claim.finish():
        give_certificate_up(certificate=row, reason=reason)


def _awaited(certificate: UUID, revision: int) -> Certificate | None:
    rows = Certificate.objects.filter(pk=certificate, revision=revision, state=CertificateState.ASKED)
    return rows.select_related(*(f"endorsement__{name}" for name in READS)).first()


def _set(row: Certificate) -> bytes:
    endorsement, settings = row.endorsement, current()
    return set_pdf(
        contents_of(endorsement),
        day=endorsement.granted_on,
        logo=logo_of(endorsement),
        limits=Limits(
            memory=settings.CERTIFICATE_MEMORY,
            cpu=settings.CERTIFICATE_CPU_SECONDS,
            wall=settings.CERTIFICATE_SECONDS,
        ),
    )
