"""What may be drawn for an audit, what was drawn, and how one audit stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from endorsement_plugin.models import (
    Association,
    AuditDocument,
    AuditDraw,
    AuditDrawRow,
    AuditFinding,
    Endorsement,
    Renewal,
    RenewedEntry,
)
from endorsement_plugin.permissions import Visitor, associations_coordinated_by
from endorsement_plugin.rules.seasons.audit import EntryOutcome
from endorsement_plugin.rules.seasons.season import Season, Stand
from endorsement_plugin.rules.states import TranscriptState

from .periods import periods_of
from .season import in_season

DRAWABLE = (Stand.DONE, Stand.SUBMITTED, Stand.OPEN, Stand.LATE)
"""Whoever renews in this season, before or after the draw."""


def draws_of(user: Visitor) -> QuerySet[AuditDraw]:
    """The draws of the associations that this person coordinates."""
    draws = AuditDraw.objects.filter(association__in=associations_coordinated_by(user))
    return draws.select_related("association", "drawn_by")


def drawable(association: Association, season: Season, today: date) -> Mapping[int, list[Any]]:
    """What no draw has listed yet, by the share that the policy of each has drawn; 0 is left out."""
    before = AuditDrawRow.objects.filter(endorsement=OuterRef("pk"), due=OuterRef("due"))
    theirs = Endorsement.objects.filter(association=association).select_related("credential", "association")
    rows: QuerySet[Any] = in_season(theirs, season, {association.pk: today})
    each = list(rows.filter(~Exists(before), stand__in=DRAWABLE).order_by("number"))
    shares = _shares(each)
    by_share: dict[int, list[Any]] = defaultdict(list)
    for row in each:
        if shares[row.pk]:
            by_share[shares[row.pk]].append(row)
    return dict(sorted(by_share.items()))


def _shares(rows: Iterable[Any]) -> dict[int, int]:
    """The share by endorsement: of the policy that a period was submitted under, or is held to."""
    each = list(rows)
    kept = Renewal.objects.filter(pk__in=[row.renewal for row in each if row.renewal]).exclude(policy=None)
    shares = dict(kept.values_list("endorsement", "policy__audit_percent"))
    for pk, period in periods_of(row for row in each if row.pk not in shares).items():
        shares[pk] = period.policy.audit_percent if period.policy else 0
    return shares


@dataclass(frozen=True)
class AuditedEntry:
    """One entry of a renewal with the documents that show it, and what was found of it."""

    entry: RenewedEntry
    documents: list[AuditDocument]
    finding: AuditFinding | None


@dataclass(frozen=True)
class AuditCase:
    """All that an audit has: each entry, and the documents that are about several."""

    renewal: Renewal
    entries: list[AuditedEntry]
    general: list[AuditDocument]

    @property
    def lacking(self) -> list[AuditedEntry]:
        """What is missing or was not accepted."""
        bad = {EntryOutcome.MISSING, EntryOutcome.REFUSED}
        return [one for one in self.entries if one.finding and EntryOutcome(one.finding.outcome) in bad]


def case_of(renewal: Renewal) -> AuditCase:
    """Three queries. Documents of an entry that was submitted otherwise since are about several."""
    entries = list(renewal.evidence.order_by("kind", "started_on", "pk"))
    findings = {one.origin: one for one in renewal.audit_findings.all()}
    documents: dict[UUID | None, list[AuditDocument]] = defaultdict(list)
    known = {entry.origin for entry in entries}
    for one in renewal.documents.all():
        documents[one.origin if one.origin in known else None].append(one)
    each = [AuditedEntry(one, documents[one.origin], findings.get(one.origin)) for one in entries]
    return AuditCase(renewal, each, documents[None])


def standing_documents(renewal: Renewal) -> QuerySet[AuditDocument]:
    """Those that were not refused."""
    return renewal.documents.exclude(state=TranscriptState.REFUSED)
