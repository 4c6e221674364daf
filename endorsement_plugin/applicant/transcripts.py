"""Upload a transcript, see what became of it, remove it."""

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.errors import Incomplete, Refusal, TooLarge, WrongType
from endorsement_plugin.models import Application
from endorsement_plugin.screens.fillable import fillable_application, fillable_transcript
from endorsement_plugin.screens.getters import context_of, step_holding
from endorsement_plugin.screens.uploads import capped_upload
from endorsement_plugin.transcripts.actions.remove import remove_transcript
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from endorsement_plugin.uploads.rules import CHOOSE, too_large


def _refuse_too_large(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    application = fillable_application(request, pk)
    return _page(request, application, block, too_large())


@capped_upload(_refuse_too_large)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: UUID, block: str) -> HttpResponse:
    """Take a file; what is wrong with it is said beside the control."""
    application = fillable_application(request, pk)
    step = step_holding(application, block)
    if request.method != "POST":
        return redirect("endorsement:step", pk=pk, step=step)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, application, block, WrongType(CHOOSE))
    try:
        day = _received_on(request)
        upload_transcript(application=pk, by=request.user, block_id=block, file=file, received_on=day)
    except Refusal as refusal:
        return _page(request, application, block, refusal)
    messages.success(request, "Your file has arrived. It is being checked now.")
    return redirect("endorsement:step", pk=pk, step=step)


def _received_on(request: HttpRequest) -> date | None:
    """When it came by post, sealed. Raises Incomplete for what is no day."""
    typed = request.POST.get("received_on", "").strip()
    try:
        day: date | None = forms.DateField(required=False).clean(typed)
    except ValidationError:
        raise Incomplete("Enter the day on which it came by post as a date, as in 2026-04-30.") from None
    return day


def _page(request: HttpRequest, application: Application, block: str, refusal: Refusal) -> HttpResponse:
    """The upload alone, with what was wrong."""
    context = context_of(
        application,
        field=application.definition.section(TranscriptsSection, block),
        step=step_holding(application, block),
        transcripts=application.transcripts.filter(block_id=block),
        refusal=refusal.message,
        received_on=request.POST.get("received_on", ""),
    )
    status = 413 if isinstance(refusal, TooLarge) else 422
    return render(request, "endorsement_plugin/applicant/upload.html", context, status=status)


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """One transcript's line, which asks again while the file is being checked."""
    row = fillable_transcript(request, transcript)
    return render(
        request,
        "endorsement_plugin/applicant/parts/transcript.html",
        context_of(row.application, transcript=row),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, transcript: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST removes the transcript."""
    row = fillable_transcript(request, transcript)
    application = row.application
    step = step_holding(application, row.block_id)
    if request.method != "POST":
        context = context_of(application, transcript=row, step=step)
        return render(request, "endorsement_plugin/applicant/transcript_remove.html", context)
    try:
        remove_transcript(transcript=transcript, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Removed: {row.original_name}.")
    return redirect("endorsement:step", pk=application.pk, step=step)
