"""Answering an exam paper, checking the answers, and handing them in."""

from collections.abc import Mapping, Sequence
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

from endorsement_plugin.definitions.fields import Content, PdfSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Refusal
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.save_responses import save_responses
from endorsement_plugin.exams.queries.files import AskedFile, asked_files
from endorsement_plugin.exams.queries.sittings import missing_in
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial
from endorsement_plugin.models import Sitting
from endorsement_plugin.rules.merging import Since, spelled
from endorsement_plugin.screens.checked import Checked, checked
from endorsement_plugin.screens.getters import is_open, own_sitting
from endorsement_plugin.screens.saving import revision_of, shown
from endorsement_plugin.screens.self_saving import QuestionsSaving
from endorsement_plugin.screens.uploads import size_limits

from .exam import context_of


@dataclass(frozen=True)
class Part:
    """One step of the paper: what is read on one side, what is answered on the other."""

    step: Step
    reading: list[Content]
    asked: list[BoundField | AskedFile]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper with what was written so far. A POST saves it; from a script it is answered with JSON."""
    sitting = own_sitting(request, pk)
    if request.method == "POST":
        return _Writing(request, sitting).answer()
    if not is_open(sitting):
        return redirect("endorsement_exam:sitting", pk=pk)
    questions = sitting.paper.parsed.questions
    form = form_class(questions, final=False)(initial=initial(questions, sitting.draft))
    read = spelled(shown(questions, sitting.draft))
    return _paper(request, sitting, form, revision=sitting.revision, read=read)


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
        checked=_in_order(sitting),
        refused=refused,
    )
    return render(request, "endorsement_plugin/exam/check.html", context, status=422 if refused else 200)


def _in_order(sitting: Sitting) -> list[Checked | AskedFile]:
    """Every question with its answer, as the paper asks them."""
    paper = sitting.paper.parsed
    by_id: dict[str, Checked | AskedFile] = {one.section.id: one for one in asked_files(sitting)}
    by_id |= {one.question.id: one for one in checked(paper.questions, sitting.draft)}
    return [by_id[field.id] for field in paper.fields if field.id in by_id]


class _Writing(QuestionsSaving[Sitting]):
    def __init__(self, request: HttpRequest, sitting: Sitting) -> None:
        super().__init__(request, sitting.paper.parsed.questions)
        self._sitting = sitting

    def save(self, answers: Mapping[str, Any], since: Since) -> Sitting:
        return save_responses(sitting=self._sitting.pk, by=self.request.user, answers=answers, since=since)

    def saved_now(self) -> Mapping[str, Any]:
        return own_sitting(self.request, self._sitting.pk).draft

    def page(self, form: QuestionForm, *, status: int, **context: Any) -> HttpResponse:
        return _paper(self.request, self._sitting, form, status=status, **context)

    def refused(self, refusal: Refusal) -> HttpResponse:
        messages.error(self.request, refusal.message)
        return redirect("endorsement_exam:sitting", pk=self._sitting.pk)

    def onward(self, row: Sitting) -> HttpResponse:
        then, _, name = self.request.POST.get("then", "").partition(":")
        if then == "check":
            return redirect("endorsement_exam:check", pk=row.pk)
        if then == "pdf" and any(one.name == name for one in row.paper.parsed.sections(PdfSection)):
            return redirect("endorsement_exam:pdf", pk=row.pk, name=name)
        messages.success(self.request, f"Saved {time_format(timezone.localtime(), 'H:i')}")
        return redirect("endorsement_exam:answers", pk=row.pk)


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
    request: HttpRequest, sitting: Sitting, form: forms.Form, *, status: int = 200, **context: Any
) -> HttpResponse:
    parts = _parts(sitting, form)
    page = context_of(sitting, form=form, parts=parts, **size_limits(), **context)
    return render(request, "endorsement_plugin/exam/answers.html", page, status=status)


def _parts(sitting: Sitting, form: forms.Form) -> list[Part]:
    asked: dict[str, BoundField | AskedFile] = {one.section.name: one for one in asked_files(sitting)}
    asked |= {name: form[name] for name in form.fields}
    return [
        Part(
            step=step,
            reading=step.sections(Content),
            asked=[asked[field.name] for field in step.fields if field.name in asked],
        )
        for step in sitting.paper.parsed.steps
    ]
