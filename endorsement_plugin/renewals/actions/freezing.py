"""What was shown and signed, as it stood. Nothing that is changed later reaches it."""

from collections.abc import Iterable

from django.utils import timezone

from endorsement_plugin.models import Renewal, RenewedEntry
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.renewals.queries.periods import Period
from endorsement_plugin.renewals.queries.progress import Progress
from endorsement_plugin.requirements.findings import Finding

FROZEN = [field.name for field in AbstractEvidence._meta.get_fields()]


def freeze(renewal: Renewal, progress: Progress) -> None:
    """Keep the entries that fall into the period, whole, and what they were assessed to. The caller saves."""
    renewal.findings = [_plain(one) for one in progress.assessment.findings]
    renewal.evidence.all().delete()
    RenewedEntry.objects.bulk_create(_entries(renewal, progress))


def sign(renewal: Renewal, period: Period, typed_name: str) -> None:
    """Keep the words of every statement of the policy with the name under them. The caller saves."""
    at = timezone.now().isoformat()
    number = period.policy.number if period.policy else None
    renewal.signatures = [
        {
            "id": one.id,
            "title": one.title,
            "statement": one.statement,
            "version": one.version,
            "digest": one.digest,
            "policy": number,
            "typed_name": typed_name,
            "signed_at": at,
        }
        for one in period.statements
    ]


def _entries(renewal: Renewal, progress: Progress) -> Iterable[RenewedEntry]:
    for counted in progress.entries:
        values = {name: getattr(counted.row, name) for name in FROZEN}
        yield RenewedEntry(renewal=renewal, origin=getattr(counted.row, "origin", counted.row.pk), **values)


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "clause": finding.clause_id,
        "kind": finding.kind,
        "sentence": finding.sentence,
        "value": finding.value,
        "minimum": finding.minimum,
        "unit": finding.unit,
        "progress": finding.progress,
        "met": finding.met,
        "detail": finding.detail,
        "ratio": list(finding.ratio) if finding.ratio else None,
    }
