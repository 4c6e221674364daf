"""What one holds: its number, its dates, where it comes from, and whether it is in the public registry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Refusal
from endorsement_plugin.registry.actions.listing import list_endorsement
from endorsement_plugin.screens.getters import own_endorsement

from .sections import context_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement(request: HttpRequest, number: str) -> HttpResponse:
    """One endorsement of the visitor's; a POST puts the name into the registry or takes it out."""
    row = own_endorsement(request, number)
    if request.method == "POST":
        return _listed(request, row.pk, number)
    return render(request, "endorsement_plugin/applicant/endorsement.html", context_of(request, row))


def _listed(request: HttpRequest, endorsement: int, number: str) -> HttpResponse:
    listed = request.POST.get("listed") == "yes"
    try:
        list_endorsement(endorsement=endorsement, by=request.user, listed=listed)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Your name is listed." if listed else "Your name is not listed.")
    return redirect("endorsement:endorsement", number=number)
