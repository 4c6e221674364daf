"""What one has sent in, as it is kept, and the references that one kept the right to read."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from endorsement_plugin.errors import Refusal
from endorsement_plugin.registry.actions.listing import list_in_registry
from endorsement_plugin.review.queries.sent_in import sent_in
from endorsement_plugin.screens.getters import context_of, own_application


@login_required
@never_cache
@require_safe
def sent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answers, entries, statements and files as they were submitted. Before that there are only drafts."""
    application = own_application(request, pk)
    if application.submitted_at is None:
        return redirect("endorsement:application", pk=pk)
    context = context_of(application, sent=sent_in(application))
    return render(request, "endorsement_plugin/applicant/sent.html", context)


@login_required
@never_cache
@require_POST
def registry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Into the public registry, or out of it."""
    own_application(request, pk)
    listed = request.POST.get("listed") == "yes"
    try:
        list_in_registry(application=pk, by=request.user, listed=listed)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        words = "Your name is listed if you are endorsed." if listed else "Your name is not listed."
        messages.success(request, words)
    return redirect("endorsement:application", pk=pk)
