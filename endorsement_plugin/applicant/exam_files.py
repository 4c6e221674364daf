"""Answer a question of an exam with a PDF: upload or replace it, see what became of it, remove it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from endorsement_plugin.errors import Refusal, TooLarge, WrongType
from endorsement_plugin.exams.actions.files import remove_exam_file, upload_exam_file
from endorsement_plugin.exams.queries.files import AskedFile, asked_files
from endorsement_plugin.models import Sitting
from endorsement_plugin.screens.getters import is_open, own_exam_file, own_sitting
from endorsement_plugin.screens.uploads import capped_upload, size_limits
from endorsement_plugin.uploads.rules import CHOOSE, too_large

from .exam import context_of


def _refuse_too_large(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    sitting = own_sitting(request, pk)
    return _page(request, sitting, _asked(sitting, name), too_large())


@capped_upload(_refuse_too_large)
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """The PDF of one question; a POST takes a file, and what is wrong with it is said beside the control."""
    sitting = own_sitting(request, pk)
    asked = _asked(sitting, name)
    if not is_open(sitting):
        return redirect("endorsement_exam:sitting", pk=pk)
    if request.method != "POST":
        return _page(request, sitting, asked)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, sitting, asked, WrongType(CHOOSE))
    try:
        sent = upload_exam_file(sitting=pk, by=request.user, block_id=asked.section.id, file=file)
    except Refusal as refusal:
        return _page(request, sitting, asked, refusal)
    messages.success(request, f"“{sent.original_name}” has arrived. It is being checked now.")
    return redirect(_place(sitting, name))


def _asked(sitting: Sitting, name: str) -> AskedFile:
    asked = next((one for one in asked_files(sitting) if one.section.name == name), None)
    if asked is None:
        raise Http404("No such question")
    return asked


def _place(sitting: Sitting, name: str) -> str:
    """Where the question stands on the paper."""
    return f"{reverse('endorsement_exam:answers', args=[sitting.pk])}#id_{name}"


def _page(
    request: HttpRequest, sitting: Sitting, asked: AskedFile, refusal: Refusal | None = None
) -> HttpResponse:
    context: dict[str, Any] = context_of(
        sitting,
        asked=asked,
        back=_place(sitting, asked.section.name),
        refusal=refusal.message if refusal else "",
        **size_limits(),
    )
    status = 200 if refusal is None else 413 if isinstance(refusal, TooLarge) else 422
    return render(request, "endorsement_plugin/exam/upload.html", context, status=status)


@login_required
@never_cache
@require_safe
def state(request: HttpRequest, file: UUID) -> HttpResponse:
    """One file's line, which asks again while it is being checked.

    With `change` it has a way to remove the file: not on the paper, where a link would lose what was typed.
    """
    row = own_exam_file(request, file)
    context = {"file": row, "may_change": "change" in request.GET and is_open(row.sitting)}
    return render(request, "endorsement_plugin/exam/file.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, file: UUID) -> HttpResponse:
    """Ask whether they mean it; a POST removes the file."""
    row = own_exam_file(request, file)
    sitting = own_sitting(request, row.sitting_id)
    asked = next((one for one in asked_files(sitting) if one.section.id == row.block_id), None)
    back = _place(sitting, asked.section.name if asked else "")
    if request.method != "POST":
        context = context_of(sitting, file=row, back=back)
        return render(request, "endorsement_plugin/exam/file_remove.html", context)
    try:
        remove_exam_file(file=file, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Removed: {row.original_name}.")
    return redirect(back)
