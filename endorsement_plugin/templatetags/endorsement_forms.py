"""What a page says about its forms, and about what was granted on them."""

from collections.abc import Iterable, Mapping

from django import template
from django.forms import BoundField
from django.utils import timezone

from endorsement_plugin.models import Endorsement, Fee
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.requirements.accounts import Account
from endorsement_plugin.rules.states import FeeState

register = template.Library()


@register.filter
def account_of(accounts: Mapping[str, Account], entry: AbstractEvidence) -> Account | None:
    """What became of an entry of the portfolio, or of what was submitted of it."""
    return accounts.get(str(getattr(entry, "origin", entry.pk)))


@register.filter
def with_errors(fields: Iterable[BoundField] | None) -> list[BoundField]:
    """The fields that something is wrong with, of a form or of a list. A form is never false by itself."""
    return [field for field in fields or () if field.errors]


@register.filter
def owing(fees: Iterable[Fee]) -> list[Fee]:
    """Those that are due."""
    return [fee for fee in fees if fee.status is FeeState.DUE]


@register.filter
def has_ended(endorsement: Endorsement) -> bool:
    """Whether it was provisional until a day that has passed; the page keeps its association's time."""
    return endorsement.has_ended(timezone.localdate())
