"""The letter of a decision, as its applicant prints it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from endorsement_plugin.models import Decision
from endorsement_plugin.screens.getters import own_application


@login_required
@never_cache
@require_safe
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The newest letter about one's own application; a 404 before there is one."""
    application = own_application(request, pk)
    decision = get_object_or_404(Decision.objects.filter(application=application).order_by("-decided_at")[:1])
    return render(
        request,
        "endorsement_plugin/letters/letter.html",
        {"application": application, "association": application.association, "decision": decision},
    )
