"""Everything that one has logged, with the sums of the present periods."""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.permissions import evidence_of
from endorsement_plugin.portfolio.queries import entry_of
from endorsement_plugin.renewals.queries.periods import Period, periods_of
from endorsement_plugin.renewals.queries.progress import Progress, progress_of_all
from endorsement_plugin.renewals.rules import RENEWABLE, within
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.wording import counted
from endorsement_plugin.screens.getters import own_endorsements


@login_required
@never_cache
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """The visitor's portfolio, the newest first; `kind` and `period` narrow it."""
    association = association_for(request)
    keep_time_of(association)
    standings = _standings(request)
    kind, number = request.GET.get("kind", ""), request.GET.get("period", "")
    period = next((one.period for one in standings if one.period.endorsement.number == number), None)
    every = sorted(evidence_of(request.user), key=_newest_first, reverse=True)
    shown = [row for row in every if kind in {"", row.kind} and _is_in(row, period)]
    context = {
        "association": association,
        "standings": standings,
        "kinds": list(EVIDENCE_KINDS.values()),
        "kind": kind if kind in EVIDENCE_KINDS else "",
        "number": number if period else "",
        "entries": shown,
        "every": len(every),
        "sums": _sums(shown, period),
        "newest": next((row for row in every if row.kind == "training"), None),
        "back": request.GET.get("back", ""),
    }
    return render(request, "endorsement_plugin/applicant/portfolio/portfolio.html", context)


def _standings(request: HttpRequest) -> list[Progress]:
    """How far the present period of each has come that the visitor holds here."""
    held = list(own_endorsements(request).filter(state__in=RENEWABLE))
    periods = periods_of(held).values() if held else ()
    return progress_of_all(periods, timezone.localdate())


def _is_in(row: EvidenceEntry, period: Period | None) -> bool:
    return period is None or within(entry_of(row, {}), period.starts_on, period.due) is not None


def _sums(rows: Iterable[EvidenceEntry], period: Period | None) -> list[str]:
    """The hours of each kind that has some, in words; of a period those that fall into it."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        part = within(entry_of(row, {}), period.starts_on, period.due) if period else entry_of(row, {})
        if part is not None and part.hours:
            sums[row.kind] = sums.get(row.kind, Decimal(0)) + part.hours
    return [
        f"{counted(sums[name], 'hour')} of {kind.label.lower()}"
        for name, kind in EVIDENCE_KINDS.items()
        if name in sums
    ]


def _newest_first(row: EvidenceEntry) -> tuple[str, str]:
    return str(row.ended_on or row.started_on or ""), str(row.created_at)
