"""What a page says about its forms, and about what was granted on them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.models import Endorsement, Fee
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.registry.rules import Standing, standing_of
from endorsement_plugin.requirements.accounts import Account
from endorsement_plugin.requirements.details import EvidenceKind
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import counted, number
from endorsement_plugin.rules.states import FeeState

_IN_ADDRESS = re.compile(r"[\w-]+")

register = template.Library()


@register.filter
def account_of(accounts: Mapping[str, Account], entry: AbstractEvidence) -> Account | None:
    """What became of an entry of the portfolio, or of what was submitted of it."""
    return accounts.get(str(getattr(entry, "origin", entry.pk)))


@register.filter
def hours(value: Decimal | int | None) -> str:
    """Hours as sentences of requirements write them: 4.5, 30; empty for none."""
    return number(value) if value is not None else ""


@register.filter
def in_hours(value: Decimal | int | None) -> str:
    """The same with its noun: 1 hour, 4.5 hours."""
    return counted(value, "hour") if value is not None else ""


@register.filter
def with_errors(fields: Iterable[BoundField] | None) -> list[BoundField]:
    """The fields that something is wrong with, of a form or of a list. A form is never false by itself."""
    return [field for field in fields or () if field.errors]


@register.filter
def owing(fees: Iterable[Fee]) -> list[Fee]:
    """Those that are due."""
    return [fee for fee in fees if fee.status is FeeState.DUE]


@register.filter
def kinds_of(finding: Finding) -> list[EvidenceKind]:
    """The kinds of entries that would bring a requirement further."""
    return [kind for kind in EVIDENCE_KINDS.values() if f"evidence:{kind.value}" in finding.sections]


@register.filter
def has_ended(endorsement: Endorsement) -> bool:
    """Whether it was provisional until a day that has passed; the page keeps its association's time."""
    return endorsement.has_ended(timezone.localdate())


@register.filter
def place_in_registry(endorsement: Endorsement, whole_network: object = "") -> str:
    """Where it is, from the address of the registry's page on: Wagtail's addresses hold few signs."""
    before = f"{endorsement.association.code}/" if whole_network else ""
    if _IN_ADDRESS.fullmatch(endorsement.number):
        return f"{before}{endorsement.number}/"
    return f"?{urlencode({'number': before + endorsement.number})}"


@register.filter
def standing_today(endorsement: Endorsement) -> Standing:
    """How it stands on the day it is where its association is."""
    return standing_of(endorsement, endorsement.association, today(endorsement.association))


@register.filter
def facets_of(endorsement: Endorsement, kind: str) -> str:
    """What its holder lets be said of this kind (county, discipline, language), as a list in words."""
    return ", ".join(one.label for one in endorsement.facets if one.kind == kind)
