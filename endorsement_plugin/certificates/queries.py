"""Whose certificate it is, and whether it still says what is so."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Badge, Certificate, Endorsement
from endorsement_plugin.permissions import Visitor, endorsements_decided_by, endorsements_of
from endorsement_plugin.rules.states import ENDED, CertificateState

from .contents import digest_of
from .rules import FAILED, PATIENCE_S, why_none
from .statuses import revoked

NOT_YOURS = "This is not your endorsement."
READS = ("association__site", "credential", "person")


def shown_to(by: Visitor, endorsement: int) -> tuple[Endorsement, str]:
    """The endorsement and what this person is to it: holder or coordinator. Raises NotAllowed for others."""
    for rows, role in ((endorsements_of(by), "holder"), (endorsements_decided_by(by), "coordinator")):
        if row := rows.select_related(*READS).filter(pk=endorsement).first():
            return row, role
    raise NotAllowed(NOT_YOURS)


def held_by(by: Visitor, endorsement: int) -> Endorsement:
    """The endorsement, for its holder. Raises NotAllowed for anybody else."""
    row = endorsements_of(by).select_related(*READS).filter(pk=endorsement).first()
    if row is None:
        raise NotAllowed(NOT_YOURS)
    return row


def certificate_of(endorsement: Endorsement) -> Certificate | None:
    """The certificate, if one was asked for and it says what is so now. One query."""
    row = Certificate.objects.filter(endorsement=endorsement).first()
    return row if row and row.digest == digest_of(endorsement) else None


def is_overdue(certificate: Certificate) -> bool:
    """Whether it was asked for so long ago that nobody need wait any longer."""
    waited = timezone.now() - certificate.asked_at
    return certificate.status is CertificateState.ASKED and waited > timedelta(seconds=PATIENCE_S)


def proofs_of(endorsement: Endorsement) -> dict[str, object]:
    """What a page says of the certificate: why there is none, or what has become of the one asked for."""
    reason = why_none(endorsement)
    row = None if reason else certificate_of(endorsement)
    return {
        "no_certificate": reason,
        "certificate": row,
        "certificate_failed": FAILED.get(row.reason, "") if row else "",
        "certificate_overdue": bool(row and is_overdue(row)),
        "badge": not reason and is_issued(endorsement),
    }


def is_issued(endorsement: Endorsement) -> bool:
    """Whether it has a badge, or had one until it ended. One query."""
    rows = Badge.objects.filter(endorsement=endorsement)
    return (rows if endorsement.status in ENDED else rows.exclude(revoked())).exists()


def badge_of(endorsement: Endorsement) -> Badge | None:
    """The badge that it has; None if it was never issued, or is revoked. One query."""
    read = ("association__site", *(f"endorsement__{name}" for name in READS))
    return Badge.objects.filter(endorsement=endorsement).exclude(revoked()).select_related(*read).first()
