"""By what else a reviewer could know the candidate: asked beside the exam, and used for it alone."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.errors import Refusal, Stale
from endorsement_plugin.exams.actions.save_masking_details import (
    save_masking_details,
    takes_masking_details,
)
from endorsement_plugin.exams.forms import MaskingDetailsForm
from endorsement_plugin.models import MaskingDetails, Sitting
from endorsement_plugin.screens.getters import own_sitting
from endorsement_plugin.screens.saving import revision_of

from .exam import context_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def masking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form with what was given before; a POST keeps it. After the hand-in nothing is given any more."""
    sitting = own_sitting(request, pk)
    if request.method != "POST" and not takes_masking_details(sitting):
        return redirect("endorsement_exam:sitting", pk=pk)
    kept = MaskingDetails.objects.filter(sitting=sitting).first()
    if request.method != "POST":
        form = MaskingDetailsForm(instance=kept, today=timezone.localdate())
        return _page(request, sitting, form, kept.revision if kept else 0)
    form = MaskingDetailsForm(request.POST, today=timezone.localdate())
    read = revision_of(request)
    if not form.is_valid():
        return _page(request, sitting, form, read, status=422)
    try:
        save_masking_details(sitting=pk, by=request.user, values=form.cleaned_data, revision=read)
    except Stale as refusal:
        return _page(request, sitting, form, read, status=409, stale=refusal, kept=kept)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return _page(request, sitting, form, read, status=422)
    messages.success(request, "Saved. Your exam is masked by this too.")
    return redirect("endorsement_exam:sitting", pk=pk)


def _page(
    request: HttpRequest,
    sitting: Sitting,
    form: MaskingDetailsForm,
    revision: int,
    *,
    status: int = 200,
    stale: Stale | None = None,
    kept: MaskingDetails | None = None,
) -> HttpResponse:
    there = [(form.fields[name].label, getattr(kept, name)) for name in form.fields] if kept else []
    context = context_of(sitting, form=form, revision=revision, stale=stale, there=there)
    return render(request, "endorsement_plugin/exam/masking.html", context, status=status)
