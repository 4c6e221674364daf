"""What was submitted for one period, and what came of it: to be printed."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsement_plugin.clock import named
from endorsement_plugin.renewals.actions.renewing import fees_before
from endorsement_plugin.renewals.letters import what_waits
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.rules.states import RenewalState
from endorsement_plugin.screens.getters import own_renewal


@login_required
@never_cache
@require_safe
def receipt(request: HttpRequest, renewal: UUID) -> HttpResponse:
    """The receipt of a period that was renewed, or where one that was submitted stands."""
    row = own_renewal(request, renewal)
    if row.status in {RenewalState.OPEN, RenewalState.MISSED}:
        return redirect("endorsement:renew", number=row.endorsement.number)
    context = {
        "renewal": row,
        "endorsement": row.endorsement,
        "association": row.endorsement.association,
        "time_zone": named(row.endorsement.association),
        "entries": list(row.evidence.all()),
        "signatures": [one | {"at": parse_datetime(one["signed_at"])} for one in row.signatures],
        "following": period_of(row.endorsement),
        "waits": what_waits([row], fees_before(row)) if row.status is RenewalState.SUBMITTED else "",
    }
    return render(request, "endorsement_plugin/applicant/renewals/receipt.html", context)
