"""The reference once more, before it is handed in for good."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Incomplete, LinkGone, Stale
from endorsement_plugin.forms.builder import recheck
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.submit import submit_reference
from endorsement_plugin.screens.checked import checked
from endorsement_plugin.screens.saving import revision_of

from .link import closed, context_of, finished, gone, opened, private


@private
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Every answer as it was saved, with what is missing. A POST hands the reference in."""
    asked = opened(request, reference)
    if asked is None:
        return closed(request, reference)
    return _hand_in(request, asked) if request.method == "POST" else _page(request, asked)


def _hand_in(request: HttpRequest, reference: Reference) -> HttpResponse:
    link = str(reference.token_digest)
    try:
        submit_reference(link=link, answers={}, revision=revision_of(request))
    except Incomplete:
        return _page(request, reference, refused=True, status=422)
    except Stale as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement:reference_check", reference=reference.pk)
    except LinkGone:
        return gone(request)
    return finished()


def _page(request: HttpRequest, reference: Reference, status: int = 200, **more: Any) -> HttpResponse:
    asked = reference.definition.questions
    form = recheck(asked, reference.draft)
    context = context_of(
        reference, form=form, complete=form.is_valid(), checked=checked(asked, reference.draft), **more
    )
    return render(request, "endorsement_plugin/reference/check.html", context, status=status)
