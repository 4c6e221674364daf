"""What one holds: its number, its dates, where it comes from, and whether it is in the public registry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Refusal
from endorsement_plugin.registry.actions.listing import list_endorsement
from endorsement_plugin.registry.queries import missing_for_holder
from endorsement_plugin.screens.getters import own_endorsement


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement(request: HttpRequest, number: str) -> HttpResponse:
    """One endorsement of the visitor's; a POST puts the name into the registry or takes it out."""
    row = own_endorsement(request, number)
    if request.method == "POST":
        return _listed(request, row.pk, number)
    context = {
        "endorsement": row,
        "association": row.association,
        "granted_for": row.granted_for.select_related("credential"),
        "missing": missing_for_holder(row),
    }
    return render(request, "endorsement_plugin/applicant/endorsement.html", context)


def _listed(request: HttpRequest, endorsement: int, number: str) -> HttpResponse:
    listed = request.POST.get("listed") == "yes"
    try:
        list_endorsement(endorsement=endorsement, by=request.user, listed=listed)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Your name is listed." if listed else "Your name is not listed.")
    return redirect("endorsement:endorsement", number=number)
