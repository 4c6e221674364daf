"""Answering an exam paper, checking the answers, and handing them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from endorsement_plugin.definitions.fields import Content
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Refusal, Stale, WrongState
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.exams.queries.sittings import missing_in
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial, to_answers
from endorsement_plugin.models import Sitting
from endorsement_plugin.rules.merging import Read, spelled
from endorsement_plugin.screens.checked import checked
from endorsement_plugin.screens.getters import is_open, own_sitting
from endorsement_plugin.screens.saving import (
    Both,
    from_script,
    not_stored,
    revision_of,
    shown,
    since_of,
    stored,
)

from .exam import context_of


@dataclass(frozen=True)
class Part:
    """One step of the paper: what is read on one side, what is answered on the other."""

    step: Step
    reading: list[Content]
    asked: list[BoundField]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper with what was written so far. A POST saves it; from a script it is answered with JSON."""
    sitting = own_sitting(request, pk)
    if not is_open(sitting):
        return _closed(request, pk)
    questions = sitting.paper.parsed.questions
    if request.method == "POST":
        form = form_class(questions, final=False)(request.POST)
        return _save(request, sitting, form)
    form = form_class(questions, final=False)(initial=initial(questions, sitting.draft))
    return _paper(request, sitting, form, sitting.revision, shown(questions, sitting.draft))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every answer once more, with what is missing; a POST hands them in."""
    sitting = own_sitting(request, pk)
    if not is_open(sitting):
        return redirect("endorsement_exam:sitting", pk=pk)
    if request.method == "POST":
        return _hand_in(request, sitting)
    return _checked(request, sitting, missing_in(sitting))


def _checked(
    request: HttpRequest, sitting: Sitting, problems: Sequence[Problem], *, refused: bool = False
) -> HttpResponse:
    context = context_of(
        sitting,
        problems=problems,
        checked=checked(sitting.paper.parsed.questions, sitting.draft),
        refused=refused,
    )
    return render(request, "endorsement_plugin/exam/check.html", context, status=422 if refused else 200)


def _save(request: HttpRequest, sitting: Sitting, form: QuestionForm) -> HttpResponse:
    questions = sitting.paper.parsed.questions
    given = to_answers(questions, form)
    since = since_of(request, questions)
    try:
        saved = save_responses(sitting=sitting.pk, by=request.user, answers=given, since=since)
    except Stale as refusal:
        both = Both(questions, given, own_sitting(request, sitting.pk).draft, since)
        return _stale(request, sitting, both, refusal)
    except Refusal as refusal:
        return _refused(request, sitting.pk, refusal)
    read = shown(questions, given)
    if from_script(request):
        return stored(saved.revision, read)
    if form.errors:
        return _paper(request, saved, form, saved.revision, read, status=422)
    if request.POST.get("then") == "check":
        return redirect("endorsement_exam:check", pk=sitting.pk)
    messages.success(request, f"Saved {time_format(timezone.localtime(), 'H:i')}")
    return redirect("endorsement_exam:answers", pk=sitting.pk)


def _stale(request: HttpRequest, sitting: Sitting, both: Both, refusal: Stale) -> HttpResponse:
    """Nothing was saved and nothing is lost: both are shown, and one may be saved on purpose."""
    if from_script(request):
        return not_stored(refusal, both.theirs)
    return _paper(request, sitting, both.form(), revision_of(request), both.read, stale=refusal, status=409)


def _refused(request: HttpRequest, pk: UUID, refusal: Refusal) -> HttpResponse:
    if from_script(request):
        return not_stored(refusal)
    messages.error(request, refusal.message)
    return redirect("endorsement_exam:sitting", pk=pk)


def _closed(request: HttpRequest, pk: UUID) -> HttpResponse:
    if request.method == "POST" and from_script(request):
        return not_stored(WrongState("This exam is not open, so nothing was saved."))
    return redirect("endorsement_exam:sitting", pk=pk)


def _hand_in(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    try:
        hand_in(sitting=sitting.pk, by=request.user, revision=revision_of(request))
    except Incomplete as refusal:
        return _checked(request, sitting, refusal.problems, refused=True)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("endorsement_exam:check", pk=sitting.pk)
    messages.success(request, "Your exam is handed in.")
    return redirect("endorsement_exam:sitting", pk=sitting.pk)


def _paper(
    request: HttpRequest,
    sitting: Sitting,
    form: forms.Form,
    revision: int,
    read: Read,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = context_of(
        sitting, form=form, revision=revision, read=spelled(read), parts=_parts(sitting, form), **more
    )
    return render(request, "endorsement_plugin/exam/answers.html", context, status=status)


def _parts(sitting: Sitting, form: forms.Form) -> list[Part]:
    return [
        Part(
            step=step,
            reading=step.sections(Content),
            asked=[form[field.name] for field in step.fields if field.name in form.fields],
        )
        for step in sitting.paper.parsed.steps
    ]
