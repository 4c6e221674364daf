"""All that one holds of an association, and held."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.rules import standing_of
from endorsement_plugin.rules.states import ENDED
from endorsement_plugin.screens.getters import own_endorsements


@login_required
@never_cache
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What counts now, what does not at the moment, and what is held no longer."""
    keep_time_of(association_for(request))
    groups: dict[str, list[Endorsement]] = {"Now": [], "Not active": [], "Formerly": []}
    for row in own_endorsements(request):
        counts = standing_of(row, row.association, today(row.association)).counts
        name = "Now" if counts else "Formerly" if row.status in ENDED else "Not active"
        groups[name].append(row)
    context = {"groups": [(name, rows) for name, rows in groups.items() if rows]}
    return render(request, "endorsement_plugin/applicant/held.html", context)
